import { join } from 'node:path';
import { vi } from 'vitest';
import type { SynthOptions } from '../../lib/cli/begin-synth.js';
import { type CheckOptions, check } from '../../lib/cli/check.js';
import { synth } from '../../lib/cli/synth.js';
import type { Run } from './command.js';

/**
 * `bulkhead synth` without a process of its own, which would cost more than all that it does. The same but for the
 * reading of arguments, which other tests run.
 */
export function synthInProcess(folder: string, options: Partial<SynthOptions> = {}): Run {
  const { declarations = 'environments', dist = 'dist', ...others } = options;
  return captured(() => synth({ ...others, declarations: join(folder, declarations), dist: join(folder, dist) }));
}

/** `bulkhead check` likewise. Paths are relative to `folder`, in what is said of them too. */
export function checkInProcess(folder: string, paths: readonly string[], options: Partial<CheckOptions> = {}): Run {
  const { declarations = 'environments', base, baseline, writeBaseline, ...others } = options;
  const inFolder = { base, baseline, writeBaseline };
  const files = Object.entries(inFolder).flatMap(([name, path]) =>
    path === undefined ? [] : [[name, join(folder, path)]],
  );
  const run = captured(() =>
    check(
      paths.map((path) => join(folder, path)),
      {
        declarations: join(folder, declarations),
        failOn: 'error',
        version: '0.0.0',
        ...Object.fromEntries(files),
        ...others,
      },
    ),
  );
  return relativeTo(folder, run);
}

/** With paths as if the command had been run in `folder`. */
export function relativeTo(folder: string, { code, stdout, stderr }: Run): Run {
  return { code, stdout: stdout.replaceAll(`${folder}/`, ''), stderr: stderr.replaceAll(`${folder}/`, '') };
}

function captured(command: () => number): Run {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  const colour = process.env.NO_COLOR;
  process.env.NO_COLOR = '1';
  try {
    return { code: command(), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    if (colour === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = colour;
  }
}
