import { join } from 'node:path';
import { vi } from 'vitest';
import { synth } from '../../lib/cli/synth.js';
import type { Run } from './command.js';

/**
 * `bulkhead synth` without a process of its own, which would cost more than all that it does. The same but for the
 * reading of arguments, which other tests run.
 */
export function synthInProcess(folder: string, { declarations = 'environments', dist = 'dist' } = {}): Run {
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
    const code = synth({ declarations: join(folder, declarations), dist: join(folder, dist) });
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    if (colour === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = colour;
  }
}
