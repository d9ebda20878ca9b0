import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { load } from '../../lib/config/load.js';
import { render } from '../../lib/pipeline.js';
import { nodeDisk } from '../../lib/synth/disk.js';
import type { Recovery } from '../../lib/synth/recover.js';
import type { RenderedFile } from '../../lib/synth/rendered-path.js';
import { pendingMark, writeTree } from '../../lib/synth/tree.js';
import { bulkhead } from '../cli/command.js';
import { type Aim, contentsOf, MOMENTS, type Moment, momentOf, randomFrom, run } from './killed-run.js';
import { writeLargeDeclarations } from './large-declarations.js';

// `npm run kill-sweep` kills a thousand times. The seed repeats every choice; what a process has done by then it cannot.
const KILLS = Number(process.env.BULKHEAD_KILLS ?? 25);
const SEED = Number(process.env.BULKHEAD_SEED ?? Math.floor(Math.random() * 1e9));

const ENVIRONMENTS = ['dev', 'prod'];
const SCOPE = { folders: ENVIRONMENTS, complete: true };
const KILLED = /^an earlier run was killed while it wrote dist; what it had begun was (finished|undone)$/m;

interface Edition {
  readonly args: readonly string[];
  readonly files: readonly RenderedFile[];
  /** What stands in each environment's folder. */
  readonly contents: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

let folder: string;
let editions: readonly [Edition, Edition];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-kill-'));
  editions = [editionOf('a'), editionOf('b')];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function editionOf(name: 'a' | 'b'): Edition {
  const declarations = join(folder, name, 'environments');
  writeLargeDeclarations(declarations, name);
  const { fleet, problems } = load(declarations, 'environments');
  expect(problems).toEqual([]);
  const { files } = render(fleet);
  const contents = new Map(ENVIRONMENTS.map((environment) => [environment, new Map<string, string>()]));
  for (const { path, content } of files) {
    const [environment = '', ...rest] = path.split('/');
    contents.get(environment)?.set(`/${rest.join('/')}`, String(content));
  }
  return { args: ['--declarations', declarations], files, contents };
}

interface Kill {
  readonly kind: 'any moment' | 'while writing' | 'while recovering';
  readonly moment: Moment;
  readonly marked: boolean;
}

/** One dist that goes back and forth between the editions, each time by way of a run that is killed. */
class Lane {
  readonly kills: Kill[] = [];
  private readonly random: () => number;
  private readonly folder: string;
  private readonly dist: string;
  private life = 0;
  private writing = 0;

  constructor(number: number) {
    this.random = randomFrom(SEED + number);
    this.folder = join(folder, `lane-${number}`);
    this.dist = join(this.folder, 'dist');
    mkdirSync(this.dist, { recursive: true });
  }

  /** Three runs that nobody kills, of which the last two tell how long one takes. */
  async warmUp(): Promise<void> {
    for (const [round, edition] of [editions[0], editions[1], editions[0]].entries()) {
      const { code, ms, writingMs } = await run(this.folder, edition.args, 'never', 'SIGKILL');
      expect(code).toBe(0);
      this.expectWhole(edition);
      if (round > 0) [this.life, this.writing] = [this.life + ms / 2, this.writing + writingMs / 2];
    }
  }

  async round(number: number): Promise<void> {
    const [before, after] = number % 2 === 0 ? editions : [editions[1], editions[0]];
    const anyMoment = this.random() < 0.7;
    const aim = anyMoment ? { after: this.random() * this.life } : { intoWriting: this.random() * this.writing };
    let marked = await this.kill(anyMoment ? 'any moment' : 'while writing', aim, before, after);
    while (marked && this.random() < 0.25)
      marked = await this.kill('while recovering', { intoWriting: (this.random() * this.writing) / 2 }, before, after);
    if (marked && this.random() < 0.1) this.expectCheckToFail(after);
    await this.nextRun(marked, before, after);
  }

  /** True when the run has left a mark. */
  private async kill(kind: Kill['kind'], aim: Aim, before: Edition, after: Edition): Promise<boolean> {
    const chance = this.random();
    const signal = chance < 0.8 ? 'SIGKILL' : chance < 0.9 ? 'SIGTERM' : 'SIGINT';
    const { code, stderr } = await run(this.folder, after.args, aim, signal);
    if (code !== undefined) {
      expect(code, stderr).toBe(0);
      this.expectWhole(after);
    }
    const found = ENVIRONMENTS.map((name) => this.stateOf(name, before, after));
    const moment = momentOf(
      this.dist,
      found.every((state) => state === 'new'),
    );
    const marked = pendingMark(this.dist) !== undefined;
    // Nobody notices anything: then it is as it was, or as it is to be, and not one environment this and another that.
    if (!marked)
      expect(
        [
          ['old', 'old'],
          ['new', 'new'],
        ],
        moment,
      ).toContainEqual(found);
    this.kills.push({ kind, moment, marked });
    return marked;
  }

  private stateOf(environment: string, before: Edition, after: Edition): 'old' | 'new' | 'mixed' {
    const present = contentsOf(join(this.dist, environment));
    if (isDeepStrictEqual(present, before.contents.get(environment))) return 'old';
    return isDeepStrictEqual(present, after.contents.get(environment)) ? 'new' : 'mixed';
  }

  private expectCheckToFail({ args }: Edition): void {
    const { code, stderr } = bulkhead(this.folder, 'synth', '--check', ...args);
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(/^error: a run (that was writing dist was killed half-way|was killed before it changed)/);
  }

  /** The run after the kill says what it found, and ends it. One in ten is the command itself; some render one environment. */
  private async nextRun(marked: boolean, before: Edition, after: Edition): Promise<void> {
    if (this.random() < 0.1) {
      const { code, stderr } = await run(this.folder, after.args, 'never', 'SIGKILL');
      expect(code, stderr).toBe(0);
      expect(KILLED.test(stderr), stderr).toBe(marked);
    } else {
      const heard: Recovery[] = [];
      const hear = (recovery: Recovery) => heard.push(recovery);
      if (this.random() < 0.5) {
        // What it leaves in the other environment is due to recovery alone.
        const files = after.files.filter(({ path }) => path.startsWith('dev/'));
        writeTree(this.dist, files, { folders: ['dev'], complete: false }, nodeDisk, hear);
        expect(this.stateOf('dev', before, after)).toBe('new');
        expect(this.stateOf('prod', before, after)).not.toBe('mixed');
        expect(pendingMark(this.dist)).toBeUndefined();
      }
      writeTree(this.dist, after.files, SCOPE, nodeDisk, hear);
      expect(heard.length).toBe(marked ? 1 : 0);
      expect(heard.flatMap(({ lost }) => lost)).toEqual([]);
    }
    this.expectWhole(after);
  }

  private expectWhole(edition: Edition): void {
    for (const name of ENVIRONMENTS) expect(this.stateOf(name, edition, edition), name).toBe('old');
    expect(readdirSync(this.dist).sort()).toEqual(ENVIRONMENTS);
    expect(pendingMark(this.dist)).toBeUndefined();
  }
}

it('of two runs at once, one waits for nobody and the other is told so, or comes after it', {
  timeout: 120_000,
}, async () => {
  const place = join(folder, 'two');
  const dist = join(place, 'dist');
  mkdirSync(dist, { recursive: true });
  const codes: (number | undefined)[] = [];
  for (let round = 0; round < Math.min(20, Math.ceil(KILLS / 8)); round++) {
    const ended = await Promise.all(editions.map(({ args }) => run(place, args, 'never', 'SIGKILL')));
    for (const { code, stderr } of ended) {
      codes.push(code);
      if (code !== 0) {
        expect(stderr).toMatch(
          /^error: dist\/\.bulkhead\.lock is held by process \d+; wait until it has ended and run again\n$/,
        );
        expect(code).toBe(2);
      }
    }
    expect(ended.some(({ code }) => code === 0)).toBe(true);
    const present = ENVIRONMENTS.map((name) => contentsOf(join(dist, name)));
    expect(editions.map(({ contents }) => [...contents.values()])).toContainEqual(present);
    expect(readdirSync(dist).sort()).toEqual(ENVIRONMENTS);
  }
  console.log(`of ${codes.length} runs in pairs, ${codes.filter((code) => code !== 0).length} were told to wait`);
});

function table(kills: readonly Kill[]): string {
  const rows = MOMENTS.map((moment) => {
    const here = kills.filter((kill) => kill.moment === moment);
    const of = (kind: Kill['kind']) => here.filter((kill) => kill.kind === kind).length;
    const counts = [of('any moment'), of('while writing'), of('while recovering'), here.length];
    return [moment, ...counts, here.filter(({ marked }) => marked).length];
  });
  const heads = ['found', 'any moment', 'while writing', 'while recovering', 'all kills', 'with a mark'];
  return [heads, ...rows]
    .map((row) => row.map((cell, i) => (i === 0 ? String(cell).padEnd(18) : String(cell).padStart(18))).join(''))
    .join('\n');
}

it(`killed ${KILLS} times (seed ${SEED}), it leaves each environment old or new, or a mark, and the next run ends it`, {
  timeout: 60_000 + KILLS * 8_000,
}, async () => {
  expect(editions[0].files.length).toBeGreaterThanOrEqual(1000);
  expect(editions[1].files.length).toBeGreaterThanOrEqual(1000);
  const lanes = [new Lane(0), new Lane(1)];
  await Promise.all(lanes.map((lane) => lane.warmUp()));
  const all = () => lanes.flatMap(({ kills }) => kills);
  // Few kills may all come too early or too late to say anything: then as many again.
  const enough = () => all().length >= (all().some(({ marked }) => marked) ? KILLS : 2 * KILLS);
  await Promise.all(
    lanes.map(async (lane) => {
      for (let number = 0; !enough(); number++) await lane.round(number);
    }),
  );
  const kills = all();
  console.log(`${kills.length} kills on ${editions[0].files.length} files, seed ${SEED}\n${table(kills)}`);
  expect(kills.filter(({ marked }) => marked).length).toBeGreaterThan(0);
});
