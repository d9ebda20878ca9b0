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
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const chunk = chunks.length === 0 ? SHARED : Buffer.allocUnsafe(CHUNK);
      const read = readSome(file, chunk);
      if (read === 0) break;
      length += read;
      if (length > limit) return undefined;
      chunks.push(chunk.subarray(0, read));
    }
    return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  } finally {
    if (file !== 0) closeSync(file);
  }
}

function readSome(file: number, chunk: Uint8Array): number {
  for (;;)
    try {
      return readSync(file, chunk);
    } catch (error) {
      if (errorCode(error) === 'EOF') return 0;
      if (errorCode(error) !== 'EAGAIN') throw error;
      // Whoever writes to standard input made it one that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
}
