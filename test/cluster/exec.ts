import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Exec } from '@kubernetes/client-node';
import type { ControlPlane } from './control-plane.js';
import type { User } from './users.js';

/** What a command in a container writes, as `kubectl exec` shows it. */
export async function exec(
  plane: ControlPlane,
  user: User,
  { namespace, pod, container }: { namespace: string; pod: string; container: string },
  command: readonly string[],
): Promise<string> {
  const output = new PassThrough();
  const written = text(output);
  const client = new Exec(plane.configOf(user));
  const socket = await client.exec(namespace, pod, container, [...command], output, null, null, false, () =>
    output.end(),
  );
  try {
    return await written;
  } finally {
    socket.close();
  }
}
