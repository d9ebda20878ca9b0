import { valueAt } from '../kubernetes/json.js';
import { identityOf } from './declaration.js';
import { type Head, headOf } from './head.js';
import { openedBy } from './open.js';
import { type Standing, standingOf } from './place.js';
import type { Problem } from './problem.js';
import { type Remnant, UNCLEAR } from './remnant.js';
import { show } from './schema/fields.js';
import type { Kind } from './schema/kinds.js';
import type { SourceDocument, SourceFile } from './source.js';

/** A document whose head is in order: it has a kind, a name and stands where that kind may stand. */
export interface Statement {
  readonly kind: Kind;
  readonly name: string;
  readonly tenant?: string;
  readonly identity: string;
  readonly document: SourceDocument;
  /** An Environment that does not bear the name of its folder. */
  readonly misnamed?: true;
  /** It cannot be read, or there are two of them: what it says is anybody's guess. */
  readonly lost?: true;
}

/** A folder below the declarations, by the identity of what is stated in it. */
export interface Layer {
  readonly name: string;
  readonly statements: ReadonlyMap<string, Statement>;
  /** What may be stated there too, by something that cannot be read or stands in a wrong place (see open). */
  readonly open: ReadonlySet<string>;
}

/** A document, a file or a folder that cannot be read. */
export interface Lost extends Remnant {
  readonly file: SourceFile;
}

/** The Environment of a layer that is a cluster of its own. */
export function environmentOf(layer: Layer): Statement | undefined {
  return layer.statements.get(identityOf('Environment', layer.name));
}

/** The layer without anything else: of its Environment something can be said wherever the rest comes from. */
export function environmentAlone(layer: Layer): Layer {
  const statements = [...layer.statements].filter(([, { kind }]) => kind === 'Environment');
  return { ...layer, statements: new Map(statements) };
}

/** Documents sorted into layers; `root` is the declarations' folder as it is shown in file paths. */
export class Layers {
  private readonly root: string;
  private readonly problems: Problem[];
  private readonly byName = new Map<string, { name: string; statements: Map<string, Statement>; open: Set<string> }>();
  /** What may be stated in any of them. */
  private readonly openAnywhere = new Set<string>();

  constructor(root: string, problems: Problem[]) {
    this.root = root;
    this.problems = problems;
  }

  /** In order of their names. */
  all(): Layer[] {
    const layers = [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { open } of layers) for (const identity of this.openAnywhere) open.add(identity);
    return layers;
  }

  /** Answers with the document's kind, where it can be made out. */
  add(document: SourceDocument): Kind | undefined {
    const standing = standingOf(this.within(document.file));
    if (typeof standing === 'string') this.problems.push({ place: { file: document.file }, message: standing });
    const head = headOf(document, typeof standing === 'string' ? undefined : standing);
    if (typeof standing !== 'string') this.problems.push(...head.problems);
    this.sort(document, standing, head);
    return head.kind;
  }

  /** A document that does not look like one of its kind: it may be of another. */
  addDoubtful(document: SourceDocument): void {
    const name = valueAt(document.data, ['metadata', 'name']);
    this.leaveOpen(document.file, undefined, typeof name === 'string' ? name : undefined);
    // With neither its name nor its fields right, nothing makes an environment of the folder.
    for (const layer of this.byName.values()) {
      const environment = environmentOf(layer);
      if (environment?.misnamed && environment.document === document) layer.statements.delete(environment.identity);
    }
  }

  addLost({ file, kind, name, extends: layers }: Lost): void {
    const data = { kind: kind ?? null, metadata: { name: name ?? null }, spec: { extends: layers ?? [] } };
    const document = { file, index: 0, data };
    const standing = standingOf(this.within(file));
    this.sort(document, standing, headOf(document, typeof standing === 'string' ? undefined : standing), true);
  }

  private within({ path }: SourceFile): string {
    return path.slice(this.root.length + 1);
  }

  private sort(document: SourceDocument, standing: Standing | string, head: Head, lost?: true): void {
    const { kind, name, inPlace } = head;
    if (typeof standing === 'string' || kind === undefined || name === undefined || !inPlace) {
      this.leaveOpen(document.file, kind, name);
      return;
    }
    const identity = identityOf(kind, name, standing.tenant);
    const tenant = standing.tenant === undefined ? {} : { tenant: standing.tenant };
    const flags = { ...(head.misnamed ? { misnamed: true as const } : {}), ...(lost ? { lost } : {}) };
    const statement = { kind, name, ...tenant, identity, document, ...flags };
    const { statements } = this.layer(standing.layer);
    const first = statements.get(identity);
    if (first === undefined || (first.misnamed && !statement.misnamed)) {
      statements.set(identity, statement);
      return;
    }
    if (statement.misnamed) return;
    // One of the two was to have another name; unless it cannot be read, then it may turn out to be something else.
    this.leaveOpen(document.file, kind);
    if (!lost && !first.lost) this.problems.push(duplicate(statement, first));
    statements.set(identity, { ...first, document: eitherOf(first.document, document), lost: true });
  }

  private leaveOpen(file: SourceFile, kind?: Kind, name?: string): void {
    const { layer, identities } = openedBy(this.within(file), kind, name);
    const open = layer === undefined ? this.openAnywhere : this.layer(layer).open;
    for (const identity of identities) open.add(identity);
  }

  private layer(name: string) {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const layer = { name, statements: new Map<string, Statement>(), open: new Set<string>() };
    this.byName.set(name, layer);
    return layer;
  }
}

/** Of two Environments what they agree on: the layers, without which nothing can be said of the others. */
function eitherOf(first: SourceDocument, second: SourceDocument): SourceDocument {
  const [one, other] = [first, second].map(({ data }) => JSON.stringify(valueAt(data, ['spec', 'extends']) ?? []));
  return one === other ? first : { ...first, data: { ...first.data, spec: { extends: UNCLEAR } } };
}

function duplicate(statement: Statement, first: Statement): Problem {
  const path = ['metadata', 'name'];
  const at = ({ document }: Statement) => ({ file: document.file, document: document.index, path });
  return {
    place: at(statement),
    message: `${statement.kind} ${show(statement.name)} is declared twice in this layer`,
    hint:
      statement.kind === 'Environment' ? 'remove one: a folder is one cluster' : 'remove one, or give it another name',
    related: { place: at(first), message: 'first declared here' },
  };
}
