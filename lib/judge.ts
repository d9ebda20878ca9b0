import type { Cluster } from './config/declaration.js';
import type { Place, SourceFile } from './config/source.js';
import { traceCluster } from './config/trace.js';
import type { Path } from './kubernetes/json.js';
import { type EnvironmentJudge, manifestsOf, type Unit, unitsOf } from './pipeline.js';
import { Context } from './policy/context.js';
import { type Assignment, type Judgement, judge, type Locator } from './policy/judge.js';
import type { JudgedObject } from './policy/judged-object.js';
import { LazyPlaces } from './policy/lazy-place.js';
import type { Manifest, RenderedObject } from './synth/collect.js';
import { manifestText } from './synth/manifest-text.js';
import { sourceOfObject, sourcesOfField } from './traced.js';

export interface JudgeOptions extends Omit<Assignment, 'locator'> {
  /** How the folder that is rendered into is named in reports. */
  readonly dist: string;
}

/** Renders an environment, in memory only, and judges it. */
export function judgeCluster(
  cluster: Cluster,
  options: JudgeOptions,
  onUnit: (done: number, all: number) => void = () => {},
): Judgement {
  const judge = new RenderedEnvironment(cluster, options);
  const units = unitsOf(cluster);
  for (const [index, unit] of units.entries()) {
    judge.add(unit, manifestsOf(unit));
    onUnit(index + 1, units.length);
  }
  return judge.judge();
}

/** What an environment renders, kept to be judged as a whole: rules look from one object to others. */
export class RenderedEnvironment implements EnvironmentJudge {
  private readonly cluster: Cluster;
  private readonly options: JudgeOptions;
  private readonly objects: JudgedObject[] = [];
  /** By the file that it is rendered to. */
  private readonly manifests = new Map<string, { readonly unit: string; readonly manifest: Manifest }>();
  // Made for what is found, which is little: an environment may have fifty thousand files.
  private readonly sources = new Map<string, SourceFile>();
  private readonly units = new Map<string, TracedUnit>();

  constructor(cluster: Cluster, options: JudgeOptions) {
    this.cluster = cluster;
    this.options = options;
  }

  add({ name: unit }: Unit, manifests: readonly Manifest[]): void {
    for (const manifest of manifests) {
      const file = `${this.options.dist}/${this.cluster.name}/${manifest.path}`;
      this.manifests.set(file, { unit, manifest });
      for (const [document, { object, identity, origin }] of manifest.objects.entries())
        this.objects.push({ object, identity, origin, file, document });
    }
  }

  judge(): Judgement {
    return judge(new Context(this.cluster, this.objects), { ...this.options, locator: this.locator });
  }

  private readonly locator: Locator = {
    declaration: ({ file, identity, origin }, path) =>
      origin && this.unitOf(file)?.declarations.ask({ identity, path }),
    manifest: ({ file: name, document }, path) => {
      const file = this.sourceOf(name);
      return file && { file, document, path };
    },
  };

  private unitOf(file: string): TracedUnit | undefined {
    const name = this.manifests.get(file)?.unit;
    return name === undefined ? undefined : made(this.units, name, () => new TracedUnit(this.cluster, name));
  }

  private sourceOf(file: string): SourceFile | undefined {
    const manifest = this.manifests.get(file)?.manifest;
    return manifest && made(this.sources, file, () => new ManifestSource(file, manifest));
  }
}

function made<T>(known: Map<string, T>, name: string, make: () => T): T {
  const found = known.get(name) ?? make();
  known.set(name, found);
  return found;
}

/** The text of a manifest, written when somebody wants to read it. */
class ManifestSource implements SourceFile {
  readonly path: string;
  private readonly manifest: Manifest;
  private written: string | undefined;

  constructor(path: string, manifest: Manifest) {
    this.path = path;
    this.manifest = manifest;
  }

  get text(): string {
    this.written ??= manifestText(this.manifest);
    return this.written;
  }
}

/** A unit of an environment, rendered once more so that its fields know the declared values behind them. */
class TracedUnit {
  readonly declarations: LazyPlaces<{ readonly identity: string; readonly path: Path }>;

  constructor(plain: Cluster, name: string) {
    this.declarations = new LazyPlaces((asked) => {
      const { cluster, units } = tracedUnits(plain);
      const unit = units.get(name);
      const manifests = unit === undefined ? [] : manifestsOf(unit, { traced: true });
      const objects = new Map(
        manifests.flatMap((manifest) => manifest.objects).map((object) => [object.identity, object]),
      );
      return asked.map(({ identity, path }) => placeIn(cluster, objects.get(identity) as RenderedObject, path));
    });
  }
}

/** The value that decides the field, or else what the object is rendered for: `spec:` and its default says less. */
function placeIn(cluster: Cluster, object: RenderedObject, path: Path): Place {
  const source = sourcesOfField(cluster, object, path).find(({ written }) => written) ?? sourceOfObject(object);
  return source.place;
}

interface TracedUnits {
  readonly cluster: Cluster;
  readonly units: ReadonlyMap<string, Unit>;
}

const TRACED = new WeakMap<Cluster, TracedUnits>();

function tracedUnits(plain: Cluster): TracedUnits {
  let found = TRACED.get(plain);
  if (found === undefined) {
    const cluster = traceCluster(plain);
    found = { cluster, units: new Map(unitsOf(cluster).map((unit) => [unit.name, unit])) };
    TRACED.set(plain, found);
  }
  return found;
}
