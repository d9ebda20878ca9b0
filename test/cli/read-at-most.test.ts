import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAtMost } from '../../lib/cli/read-at-most.js';
import { workspace } from './command.js';

/** As much as is read at a time. */
const CHUNK = 1024 * 1024;

describe('a file is read whole', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])('of %i bytes', (length) => {
    const bytes = Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 12)) % 256));
    const path = join(workspace({}), 'file');
    writeFileSync(path, bytes);
    expect(readAtMost(path, length)?.length).toBe(length);
    expect(bytes.equals(readAtMost(path, length) as Uint8Array)).toBe(true);
    if (length > 0) expect(readAtMost(path, length - 1)).toBeUndefined();
  });

  it('whatever was read before it', () => {
    const folder = workspace({ long: 'x'.repeat(CHUNK), short: 'short' });
    readAtMost(join(folder, 'long'), CHUNK);
    expect(String(readAtMost(join(folder, 'short'), CHUNK))).toBe('short');
  });
});
