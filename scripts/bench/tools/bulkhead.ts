import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FAULTS, OF_A_POD, OF_A_PROJECT } from '../faults.js';
import type { Command } from '../measure.js';
import type { Contender, Input, Tool } from '../tool.js';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');
const MAIN = join(REPOSITORY, 'build/bundle/cli/main.js');
const MODEL_TO_FILES = join(import.meta.dirname, 'bulkhead-model-to-files.js');

/** A dist that is right already, rendered once. */
const RENDERED = 'rendered';

function synth({ declarations, folder }: Input, dist: string, ...more: string[]): Command {
  return {
    argv: [process.execPath, MAIN, 'synth', '--declarations', declarations, '--dist', join(folder, dist), ...more],
    // Where receipts are kept.
    env: { XDG_CACHE_HOME: join(folder, 'cache') },
  };
}

/** As on a machine that has never rendered this dist, which a run of CI is. */
function elsewhere({ env, ...command }: Command): Command {
  return { ...command, env: { ...env, XDG_CACHE_HOME: '/dev/null' } };
}

function modelToFiles(name: string, output: string, ...more: string[]): Contender {
  return {
    name,
    measures: ['part'],
    output,
    command: ({ declarations, folder }) => ({
      argv: [process.execPath, MODEL_TO_FILES, declarations, join(folder, output), ...more],
    }),
  };
}

export const bulkhead: Tool = {
  name: 'bulkhead',
  unlimited: true,
  version: () => (JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { version: string }).version,
  prepare(input) {
    const { argv, env } = synth(input, RENDERED);
    const [program = '', ...args] = argv;
    const { status, signal, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
    if (status !== 0) throw new Error(`bulkhead synth ended with ${status ?? signal}:\n${stderr}`);
  },
  contenders: [
    {
      name: 'bulkhead synth',
      measures: ['command'],
      output: 'cold',
      command: (input) => synth(input, 'cold'),
    },
    {
      name: 'bulkhead synth, nothing changed',
      measures: ['command'],
      command: (input) => synth(input, RENDERED),
    },
    {
      name: 'bulkhead synth --check, no dist',
      measures: ['command'],
      command: (input) => ({ ...synth(input, 'missing', '--check'), mayExit: 1 }),
    },
    {
      name: 'bulkhead synth --check, nothing changed',
      measures: ['command'],
      command: (input) => synth(input, RENDERED, '--check'),
    },
    {
      name: 'bulkhead synth --check, new machine',
      measures: ['command'],
      command: (input) => elsewhere(synth(input, RENDERED, '--check')),
    },
    modelToFiles('bulkhead, from model to files', 'part'),
    modelToFiles('bulkhead, from model to files, judged', 'judged', 'judged'),
    {
      name: 'bulkhead check, all rules',
      measures: ['judging'],
      faults: [...FAULTS, OF_A_PROJECT, OF_A_POD],
      command: ({ manifests }) => ({ argv: [process.execPath, MAIN, 'check', manifests.folder] }),
    },
  ],
};
