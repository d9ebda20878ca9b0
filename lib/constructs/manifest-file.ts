import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { Declaration } from '../config/declaration.js';
import type { Path } from '../kubernetes/json.js';

/** The declaration, and the value in it, that an object is rendered for. */
export interface Origin {
  readonly declaration: Declaration;
  readonly path: Path;
}

/** A chart that is one file of `dist`: `tenants/shop/walls/shop-web/network.yaml`, relative to the environment's folder. */
export class ManifestFile extends Chart {
  readonly path: string;
  /** Declarations that the file is made from; its header names their files. */
  readonly declarations: readonly Declaration[];

  constructor(scope: Construct, path: string, declarations: readonly Declaration[]) {
    // Not the path: an id that no other tree has costs V8 a new shape of object for every file.
    super(scope, `file-${scope.node.children.length}`);
    this.path = path;
    this.declarations = declarations;
    manifestFiles.add(this);
  }

  /** `instanceof` will not do: cdk8s makes it true of every chart. */
  static isManifestFile(chart: IConstruct): chart is ManifestFile {
    return manifestFiles.has(chart);
  }
}

const manifestFiles = new WeakSet<IConstruct>();

const origins = new WeakMap<IConstruct, Origin>();

/** Says what `construct`, and every object below it that says nothing itself, is rendered for. */
export function originate<C extends IConstruct>(construct: C, declaration: Declaration, path: Path = []): C {
  origins.set(construct, { declaration, path });
  return construct;
}

/** What an object is rendered for: its own origin, or that of the nearest construct around it. */
export function originOf(construct: IConstruct): Origin | undefined {
  let scope: IConstruct | undefined = construct;
  while (scope !== undefined) {
    const origin = origins.get(scope);
    if (origin !== undefined) return origin;
    scope = scope.node.scope;
  }
  return undefined;
}
