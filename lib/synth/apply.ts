import { join } from 'node:path';
import { contentDigest } from './content-digest.js';
import type { Disk } from './disk.js';
import { Folders } from './folders.js';
import { type Operation, Staging } from './journal.js';
import type { Plan } from './plan.js';
import type { RenderedFile } from './rendered-path.js';
import { asWriteError } from './write-error.js';

/**
 * Carries out a plan: whole, or not at all. Called under the lock, with no earlier run pending. What it replaces is set
 * aside until the end, so that a failure half-way (a full disk, a file in use) puts everything back.
 */
export function applyPlan(tree: string, files: readonly RenderedFile[], plan: Plan, disk: Disk): void {
  new Application(tree, files, plan, disk).run();
}

class Application {
  private readonly tree: string;
  private readonly plan: Plan;
  private readonly disk: Disk;
  private readonly staging: Staging;
  private readonly contents: Map<string, Buffer>;
  private readonly operations: Operation[] = [];
  private readonly undo: (() => void)[] = [];
  private readonly folders: Folders;
  /** The last folder that was moved into place with all that is in it. */
  private placed: string | undefined;
  /** Of the file being worked on, for errors; none where it is the staging folder. */
  private path: string | undefined;

  constructor(tree: string, files: readonly RenderedFile[], plan: Plan, disk: Disk) {
    this.tree = tree;
    this.plan = plan;
    this.disk = disk;
    this.staging = new Staging(tree, disk);
    this.folders = new Folders(tree, disk, this.undo);
    this.contents = new Map(files.map((file) => [file.path, file.content]));
  }

  run(): void {
    try {
      this.stage();
      this.replace();
    } catch (error) {
      throw asWriteError(error, `write ${this.at()}`, this.takeBack());
    }
    try {
      this.staging.clear();
    } catch (error) {
      const outcome = 'everything was written, and the next run clears the rest away';
      throw asWriteError(error, `clear ${this.staging.folder} away`, outcome);
    }
  }

  private at(): string {
    return this.path === undefined ? this.staging.folder : join(this.tree, this.path);
  }

  private stage(): void {
    this.staging.create();
    for (const path of this.plan.remove) this.operations.push({ action: 'remove', path });
    for (const path of [...this.plan.create, ...this.plan.update]) {
      this.path = path;
      const content = this.contents.get(path) as Buffer;
      this.staging.add(path, content);
      this.operations.push({ action: 'write', path, digest: contentDigest(content) });
    }
    this.path = undefined;
    this.staging.commit(this.operations);
  }

  /** Removals come first: a folder that they leave empty may stand where a file has to be. */
  private replace(): void {
    const updated = new Set(this.plan.update);
    for (const [index, { action, path }] of this.operations.entries()) {
      if (action === 'remove' || updated.has(path)) this.setAside(index, path);
      if (index === this.plan.remove.length - 1) this.folders.removeEmptied(this.plan.remove);
      if (action === 'write') this.place(path);
    }
  }

  private setAside(index: number, path: string): void {
    this.move(path, join(this.tree, path), this.staging.oldFile(index));
  }

  /** A folder that is new moves whole: its files stand together in the order of paths. */
  private place(path: string): void {
    if (this.placed !== undefined && path.startsWith(`${this.placed}/`)) return;
    this.path = path;
    const folder = this.folders.missingFor(path);
    const moved = folder ?? path;
    this.move(path, this.staging.newFile(moved), join(this.tree, moved));
    this.placed = folder;
  }

  private move(path: string, from: string, to: string): void {
    this.path = path;
    this.disk.renameSync(from, to);
    this.undo.push(() => this.disk.renameSync(to, from));
  }

  /** Puts everything back, and says what is left behind. */
  private takeBack(): string {
    try {
      for (const step of this.undo.reverse()) step();
    } catch {
      return 'the tree is half written, and the next run finishes it';
    }
    try {
      if (this.staging.state() !== 'none') this.staging.abandon();
    } catch {
      return `nothing was changed, but ${this.staging.folder} could not be removed`;
    }
    return 'nothing was changed';
  }
}
