import { isObject, type Json, type JsonObject } from '../../../lib/kubernetes/json.js';
import { ApiError, Client } from '../client.js';
import type { ControlPlane } from '../control-plane.js';
import { ADMIN, type User } from '../users.js';
import { create, patch, type Send } from './requests.js';

interface Request {
  readonly name: string;
  readonly by: User;
  /** Whom the user says to be. */
  readonly impersonating?: string;
  readonly send: Send;
}

/** A request that is right but for one thing. */
export interface Attack extends Request {
  /** A part of the answer that says why. */
  readonly refused: string;
  /** The same without that one thing, or by somebody who may: accepted, or something else were why. */
  readonly control: Request;
}

/** What comes out otherwise than it should. */
export async function attempt(plane: ControlPlane, attacks: readonly Attack[]): Promise<string[]> {
  const clients = new Map<string, Client>();
  const clientFor = (request: Request): Client => {
    const who = `${request.by.name} as ${request.impersonating}`;
    const client = clients.get(who) ?? clientOf(plane, request);
    clients.set(who, client);
    return client;
  };
  const refusalOf = (request: Request): Promise<string | undefined> =>
    request.send(clientFor(request)).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  const wrong: string[] = [];
  for (const control of new Map(attacks.map(({ control }) => [control.name, control])).values()) {
    const refusal = await refusalOf(control);
    if (refusal !== undefined) wrong.push(`${control.name}: refused, though nothing is wrong with it: ${refusal}`);
  }
  for (const attack of attacks) {
    const refusal = await refusalOf(attack);
    if (refusal === undefined) wrong.push(`${attack.name}: accepted`);
    else if (!refusal.includes(attack.refused)) wrong.push(`${attack.name}: refused for another reason: ${refusal}`);
  }
  return wrong;
}

function clientOf(plane: ControlPlane, { by, impersonating }: Request): Client {
  const config = plane.configOf(by);
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (cluster === null || user === null) throw new Error(`nobody is ${by.name}`);
  if (impersonating !== undefined) config.loadFromClusterAndUser(cluster, { ...user, impersonateUser: impersonating });
  return config.makeApiClient(Client);
}

/** How a refusal of one of the admission policies begins. */
export function policy(name: string, reason: string): string {
  const qualified = `'${name}.bulkhead.dev'`;
  return `ValidatingAdmissionPolicy ${qualified} with binding ${qualified} denied request: ${reason}`;
}

export interface Change {
  readonly name: string;
  readonly change: (object: JsonObject) => void;
  readonly refused: string;
}

/** Creates what would be accepted, with one change each. */
export function creations(name: string, by: User, object: JsonObject, changes: readonly Change[]): Attack[] {
  const control = { name, by, send: create(object) };
  return changes.map(({ name: what, change, refused }) => {
    const changed = structuredClone(object);
    change(changed);
    return { name: `${name}: ${what}`, by, send: create(changed), refused, control };
  });
}

export interface Edit {
  readonly name: string;
  readonly patch: JsonObject;
  readonly refused: string;
}

/** Changes what is there; the control changes what is nobody's business. */
export function edits(name: string, by: User, path: string, changes: readonly Edit[]): Attack[] {
  const control = { name, by, send: patch(path, { metadata: { annotations: { 'example.com/note': 'a' } } }) };
  return changes.map(({ name: what, patch: body, refused }) => ({
    name: `${name}: ${what}`,
    by,
    send: patch(path, body),
    refused,
    control,
  }));
}

/** What roles do not allow. The test's own hands send the same, and are answered. */
export function forbidden(by: User, refused: string, requests: Readonly<Record<string, Send>>): Attack[] {
  return Object.entries(requests).map(([what, send]) => {
    const name = `${by.name}: ${what}`;
    return { name, by, send, refused, control: { name: `${name}, by somebody who may`, by: ADMIN, send } };
  });
}

/** The same for what cannot be answered, such as a connection that no program opens: anything but a refusal will do. */
export function unanswered(by: User, refused: string, requests: Readonly<Record<string, Send>>): Attack[] {
  return forbidden(by, refused, requests).map((attack) => ({
    ...attack,
    control: {
      ...attack.control,
      send: (client) =>
        attack.send(client).catch((error: unknown) => {
          if (!(error instanceof ApiError) || error.message.includes('is forbidden: User')) throw error;
        }),
    },
  }));
}

/** The map at a path, which is there. */
export function part(object: JsonObject, ...path: (string | number)[]): JsonObject {
  let value: Json | undefined = object;
  for (const key of path) value = Array.isArray(value) ? value[Number(key)] : (value as JsonObject)[key];
  if (!isObject(value)) throw new Error(`nothing is at ${path.join('.')}`);
  return value;
}
