import { isDnsLabel } from '../kubernetes/names.js';
import type { Fault } from './describe-issue.js';
import { show } from './schema/fields.js';
import { KIND_NAMES, KINDS, type Kind, type Room } from './schema/kinds.js';

/** What a file's path says about who speaks in it. The path is the law: CODEOWNERS is all that keeps teams apart. */
export interface Standing {
  /** Folder below the declarations: a layer, or an environment. */
  readonly layer: string;
  readonly room: Room;
  /** The tenant whose folder it is. */
  readonly tenant?: string;
}

const SHAPE = [
  '<environment>/platform/<file>.yaml',
  '<environment>/tenants/<tenant>/<file>.yaml',
  '<environment>/exceptions/<file>.yaml',
].join(', ');

/** `path` is relative to the declarations' folder. A string says what is wrong with it. */
export function standingOf(path: string): Standing | string {
  const [layer, room, ...rest] = path.split('/');
  if (layer === undefined || room === undefined || rest.length === 0)
    return `a declaration does not belong here; it belongs in one of ${SHAPE}`;
  if (!isDnsLabel(layer)) return `the folder \`${layer}\` is not named like an environment (a DNS label)`;
  if (room === 'platform' || room === 'exceptions') return { layer, room };
  if (room !== 'tenants') return `the folder \`${room}\` has no meaning; a declaration belongs in one of ${SHAPE}`;
  const [tenant, ...files] = rest;
  if (tenant === undefined || files.length === 0) return `tenants/ holds one folder for each tenant: ${SHAPE}`;
  if (!isDnsLabel(tenant)) return `the folder \`${tenant}\` is not named like a tenant (a DNS label)`;
  return { layer, room, tenant };
}

/** Why a document of that kind and name may not be declared there, or undefined where it may; so may one without a name. */
export function misplaced(kind: Kind, name: string | undefined, standing: Standing): Fault | undefined {
  const { room } = KINDS[kind];
  if (room !== standing.room) {
    const here = KIND_NAMES.filter((other) => KINDS[other].room === standing.room).join(', ');
    return {
      path: ['kind'],
      part: 'value',
      reason: `${kind === 'Environment' ? 'an' : 'a'} ${kind} cannot be declared in ${standing.room}/, which is for ${here}`,
      hint: `move it to ${standing.layer}/${room}/${room === 'tenants' ? '<tenant>/' : ''}`,
    };
  }
  // So there is at most one: a folder is one cluster.
  if (kind === 'Environment' && name !== undefined && name !== standing.layer)
    return {
      path: ['metadata', 'name'],
      part: 'value',
      reason: `${show(name)} is not the name of the folder`,
      hint: `an Environment is named like the folder that it makes a cluster: ${standing.layer}`,
    };
  return undefined;
}
