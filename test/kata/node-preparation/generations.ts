import { beforeEach, describe } from 'vitest';
import { needs } from '../../cluster/parts.js';
import { type Generation, whyNoMachine } from './machine.js';

const reason = whyNoMachine();

/** A run takes about a second, and hundreds of processes: many times as long where much else runs. */
const PATIENT = { timeout: 60_000 };

/** The same tests for either containerd; skipped, with the reason, where this machine cannot run one. */
export function ofEachContainerd(tests: (generation: Generation) => void): void {
  describe.each<Generation>(['containerd-1', 'containerd'])('%s', PATIENT, (generation) => on(generation, tests));
}

/** Where the containerd does not matter. */
export function ofContainerd(tests: (generation: Generation) => void): void {
  describe('containerd', PATIENT, () => on('containerd', tests));
}

function on(generation: Generation, tests: (generation: Generation) => void): void {
  needs(generation, 'openssl');
  if (reason !== undefined) beforeEach((context) => context.skip(reason));
  tests(generation);
}
