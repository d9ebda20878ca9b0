import { MAX_DEPTH } from '../../config/nodes.js';

/** What is read of manifests. Beyond a limit something is reported, and nothing is taken for judged. */
export interface ManifestLimits {
  /** Of one file. `helm template` prints thousands of objects into one. */
  readonly fileBytes: number;
  /** Of all files. */
  readonly totalBytes: number;
  /** Files and folders that are looked at. */
  readonly entries: number;
  /** Characters between two lines `---`. The API server takes objects of about 1.5 MiB; a List holds many. */
  readonly documentCharacters: number;
  /** Commas, colons, dashes and opened brackets between two lines `---`: no value stands there without one. */
  readonly documentValues: number;
  /** Of all files; empty ones count. */
  readonly documents: number;
  /** Documents and items of Lists, whatever they are. */
  readonly objects: number;
}

export const LIMITS: ManifestLimits = {
  fileBytes: 64 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  entries: 100_000,
  documentCharacters: 32 * 1024 * 1024,
  documentValues: 4_000_000,
  documents: 250_000,
  objects: 250_000,
};

/** Levels of values, as for declarations; the deepest CustomResourceDefinitions have about half of them. */
export const MAX_LEVELS = MAX_DEPTH;
