import { setTimeout as sleep } from 'node:timers/promises';
import { type KubeConfig, Watch } from '@kubernetes/client-node';
import type { JsonObject } from '../../lib/kubernetes/json.js';

/** The API server is busy, or with the definition of the kind: it will serve it in a moment. */
const PASSING = [404, 429];

/** Looks at every object of a path, and again at each that changes, one after the other, until the API server ends the watch. */
export async function follow(
  config: KubeConfig,
  path: string,
  look: (object: JsonObject) => Promise<void>,
): Promise<void> {
  let looks = Promise.resolve();
  try {
    await new Promise<void>((resolve, reject) => {
      const watch = new Watch(config).watch(
        path,
        {},
        (type: string, object: JsonObject) => {
          if (type !== 'ADDED' && type !== 'MODIFIED') return;
          looks = looks.then(() => look(object));
          looks.catch((error) => {
            reject(error);
            void watch.then((one) => one.abort());
          });
        },
        (error) => (error ? reject(error) : resolve()),
      );
    });
  } catch (error) {
    if (!PASSING.includes((error as { statusCode?: number }).statusCode ?? 0)) throw error;
    await sleep(250);
  }
  await looks;
}
