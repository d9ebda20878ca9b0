import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { cacheFolder } from './cache.js';
import { findGo, type Go } from './go.js';
import { moduleOf } from './modules.js';
import { type BuiltPart, PARTS, type Part, type UnpackedPart } from './parts.js';
import { keyOf } from './recipe.js';

/** What decides where parts are. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly go: Go | { readonly missing: string };
}

/** Where a part is: a program, or a folder of CustomResourceDefinitions. Or why it is not there, and what to do. */
export type Found =
  | { readonly path: string; readonly by: 'KUBEBUILDER_ASSETS' | 'cache' | 'PATH' }
  | { readonly missing: string };

export function machine(env: NodeJS.ProcessEnv = process.env): Machine {
  return { env, go: findGo(env) };
}

/** Looks, and builds nothing. */
export function find(name: string, where: Machine): Found {
  const part = PARTS.find((each) => each.name === name);
  if (part === undefined) throw new Error(`there is no part "${name}"; there are: ${names(PARTS)}`);
  if ('debianPackage' in part) return onPath(part.name, part.debianPackage, where);
  return 'unpacks' in part ? unpacked(part, where) : built(part, where);
}

export function names(parts: readonly Part[]): string {
  return parts.map(({ name }) => name).join(', ');
}

function onPath(program: string, debianPackage: string, { env }: Machine): Found {
  const path = (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => resolve(folder, program))
    .find(isProgram);
  if (path !== undefined) return { path, by: 'PATH' };
  return { missing: `not on the PATH; on Debian: apt-get install ${debianPackage}` };
}

function built(part: BuiltPart, { env, go }: Machine): Found {
  const asset = env.KUBEBUILDER_ASSETS && standsAlone(part) ? resolve(env.KUBEBUILDER_ASSETS, part.name) : undefined;
  if (asset !== undefined && isProgram(asset)) return { path: asset, by: 'KUBEBUILDER_ASSETS' };
  if ('missing' in go) return { missing: `${go.missing}; it takes Go ${moduleOf(part).go} or newer` };
  const place = placeOf(part, env, go);
  if (!existsSync(place)) return { missing: 'not built yet: npm run cluster:build' };
  return { path: part.gives === 'program' ? join(place, part.name) : place, by: 'cache' };
}

function unpacked(part: UnpackedPart, { env }: Machine): Found {
  const path = join(unpackedPlaceOf(part, env), part.program);
  return isProgram(path) ? { path, by: 'cache' } : { missing: 'not unpacked yet: npm run cluster:build' };
}

/** A program that needs no files of ours beside it. */
function standsAlone({ steps, gives }: BuiltPart): boolean {
  return gives === 'program' && steps.length === 1;
}

export function placeOf(part: BuiltPart, env: NodeJS.ProcessEnv, go: Go): string {
  const module = moduleOf(part);
  return join(cacheFolder(env), `${part.name}-${module.version}-${keyOf(part, module, go)}`);
}

export function unpackedPlaceOf(part: UnpackedPart, env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), 'npm' in part.unpacks ? part.unpacks.npm : `${part.name}-debian`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
