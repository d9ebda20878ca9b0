import { setTimeout as sleep } from 'node:timers/promises';
import { HttpMethod } from '@kubernetes/client-node';
import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import { ApiError, type Reference } from './client.js';
import type { ControlPlane } from './control-plane.js';
import { EXTERNAL_SECRETS_STAND_IN_RULES, grant } from './roles.js';
import { EXTERNAL_SECRETS_STAND_IN } from './users.js';

const KIND = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' };

/**
 * A STAND-IN for the operator of External Secrets: for every ExternalSecret it creates the Secret, with the keys that it
 * names and nothing of worth, and says that it is Ready. There is no store.
 */
export async function startExternalSecretsStandIn(plane: ControlPlane): Promise<void> {
  for (const object of grant(EXTERNAL_SECRETS_STAND_IN, EXTERNAL_SECRETS_STAND_IN_RULES))
    await plane.admin.apply(object, 'setup');
  const client = plane.as(EXTERNAL_SECRETS_STAND_IN);
  // The API server learns of a role a moment after it is written.
  await plane.until('it may list ExternalSecrets', () => client.itemsOf(KIND));
  const look = async (external: JsonObject) => {
    if (valueAt(external, ['status', 'conditions']) !== undefined) return;
    await client.apply(secretOf(external), 'external-secrets');
    const { name, namespace } = external.metadata as { name: string; namespace: string };
    const condition = { type: 'Ready', status: 'True', reason: 'SecretSynced', message: 'secret synced' };
    await client.send(
      HttpMethod.PATCH,
      `/apis/${KIND.apiVersion}/namespaces/${namespace}/externalsecrets/${name}/status`,
      { body: { status: { conditions: [condition] } }, type: 'application/merge-patch+json' },
    );
  };
  const lookAgain = async (external: JsonObject): Promise<void> => {
    try {
      await look(external);
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(250);
      const now = await client.get(external as unknown as Reference).catch(gone);
      if (now !== undefined) await lookAgain(now);
    }
  };
  void plane.follow(EXTERNAL_SECRETS_STAND_IN, `/apis/${KIND.apiVersion}/externalsecrets`, lookAgain);
}

/** Gone or changed meanwhile, or the API server is busy with the definition: another look will tell. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && [404, 409, 429].includes(error.code);
}

function gone(error: unknown): undefined {
  if (!(error instanceof ApiError) || error.code !== 404) throw error;
}

function secretOf(external: JsonObject): JsonObject {
  const { name, namespace, uid } = external.metadata as { name: string; namespace: string; uid: string };
  const data = valueAt(external, ['spec', 'data']);
  const keys = Array.isArray(data) ? data.filter(isObject).map(({ secretKey }) => String(secretKey)) : [];
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: String(valueAt(external, ['spec', 'target', 'name']) ?? name),
      namespace,
      ownerReferences: [{ ...KIND, name, uid, controller: true, blockOwnerDeletion: true }],
    },
    stringData: Object.fromEntries(keys.map((key) => [key, 'stand-in'])),
  };
}
