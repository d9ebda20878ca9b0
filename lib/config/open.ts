import { isDnsLabel } from '../kubernetes/names.js';
import { identityOf } from './declaration.js';
import { isDeclarationFile } from './file-name.js';
import { KIND_NAMES, KINDS, type Kind } from './schema/kinds.js';

/** Any name, which no name is. */
const ANY = '*';

/** What may be declared in a place that holds something unreadable or misplaced: identities, some for any name. */
export interface Opening {
  /** Undefined where it may belong to any. */
  readonly layer?: string;
  readonly identities: readonly string[];
}

/** What a path leaves open, given as much of the head as can be made out; `path` is relative to the declarations' folder. */
export function openedBy(path: string, said: Kind | undefined, name: string = ANY): Opening {
  const [first = '', room = '', folder = ''] = path.split('/');
  const layer = isDnsLabel(first) && !isDeclarationFile(first) ? first : undefined;
  const ofRoom = KIND_NAMES.filter((kind) => KINDS[kind].room === room);
  const fitting = ofRoom.length === 0 ? KIND_NAMES : ofRoom;
  // Where kind and place contradict each other, either may be what was meant.
  const kinds = said === undefined || fitting.includes(said) ? fitting : [...fitting, said];
  const meant = said !== undefined && fitting.includes(said) ? [said] : kinds;
  const tenant = room === 'tenants' && isDnsLabel(folder) && !isDeclarationFile(folder) ? folder : ANY;
  return {
    ...(layer === undefined ? {} : { layer }),
    identities: meant.map((kind) =>
      // There is one, named like its folder.
      kind === 'Environment' ? identityOf(kind, layer ?? '') : identityIn(kind, name, tenant),
    ),
  };
}

/** Whether something of that kind and name may be declared in a place that cannot be read. */
export function isOpen(open: ReadonlySet<string>, kind: Kind, name: string, tenant = ANY): boolean {
  if (open.size === 0) return false;
  return [name, ANY].some((one) => [tenant, ANY].some((folder) => open.has(identityIn(kind, one, folder))));
}

/** Whether more of that kind may be declared than is known, by whatever name. */
export function isAnyOpen(open: ReadonlySet<string>, kind: Kind, tenant: string): boolean {
  const starts = [tenant, ANY].map((folder) => identityIn(kind, '', folder));
  return [...open].some((identity) => starts.some((start) => identity.startsWith(start)));
}

function identityIn(kind: Kind, name: string, tenant: string): string {
  return identityOf(kind, name, KINDS[kind].room === 'tenants' ? tenant : undefined);
}
