import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from '../synth/disk.js';

const CHUNK = 1024 * 1024;

/** Most files fit into it, and thousands of buffers of their own would be a garbage collector's work. */
const SHARED = Buffer.allocUnsafeSlow(CHUNK);

/**
 * All bytes of a file, or of standard input (0); undefined where there are more. To be used before the next is read. A
 * pipe does not say how much is to come.
 */
export function readAtMost(path: string | 0, limit: number): Uint8Array | undefined {
  const file = path === 0 ? 0 : openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > limit) return undefined;
    const full: Uint8Array[] = [];
    let chunk = SHARED;
    let filled = 0;
    let length = 0;
    for (;;) {
      const read = readSome(file, chunk, filled);
      if (read === 0) break;
      filled += read;
      length += read;
      if (length > limit) return undefined;
      if (filled < chunk.length) continue;
      full.push(chunk);
      chunk = Buffer.allocUnsafe(CHUNK);
      filled = 0;
    }
    const rest = chunk.subarray(0, filled);
    return full.length === 0 ? rest : Buffer.concat([...full, rest]);
  } finally {
    if (file !== 0) closeSync(file);
  }
}

function readSome(file: number, chunk: Uint8Array, from: number): number {
  for (;;)
    try {
      return readSync(file, chunk, from, chunk.length - from, null);
    } catch (error) {
      if (errorCode(error) === 'EOF') return 0;
      if (errorCode(error) !== 'EAGAIN') throw error;
      // Whoever writes to standard input made it one that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
}
