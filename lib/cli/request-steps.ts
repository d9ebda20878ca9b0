import type { Commands, Outcome } from '../request/commands.js';
import { type Task, takeSteps } from '../request/rendering.js';
import { check } from './check.js';
import { exitCode } from './exit.js';
import { synth } from './synth.js';

/** Renders and judges what `bulkhead request` has taken out of a request, for which alone this command is there. */
export function requestSteps(task: string, version: string): number {
  const declarations = 'environments';
  // What is wrong is told by the findings, so that nothing is to fail because of it.
  const failOn = 'never';
  const commands: Commands = {
    synth: (folder) => saidIn(folder, () => synth({ declarations, dist: 'dist', failOn })),
    check: (folder, checking) => saidIn(folder, () => check([], { declarations, failOn, version, ...checking })),
  };
  takeSteps(JSON.parse(task) as Task, commands);
  return exitCode.done;
}

/** A command takes paths as those of the working directory, and says on standard error what a person is to know. */
function saidIn(folder: string, command: () => number): Outcome {
  process.chdir(folder);
  const { write } = process.stderr;
  let said = '';
  process.stderr.write = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  try {
    return { ok: command() === exitCode.done, said };
  } finally {
    process.stderr.write = write;
  }
}
