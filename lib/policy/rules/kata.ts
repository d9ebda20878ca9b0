import type { Rule } from '../rule.js';
import { annotation } from './kata/annotation.js';
import { hostNamespaces } from './kata/host-namespaces.js';
import { hostVolume } from './kata/host-volume.js';
import { memoryLimit } from './kata/memory-limit.js';
import { noPassthrough } from './kata/no-passthrough.js';
import { noPort } from './kata/no-port.js';
import { notConfigured } from './kata/not-configured.js';
import { overhead } from './kata/overhead.js';
import { smallOverhead } from './kata/small-overhead.js';
import { subPath } from './kata/sub-path.js';
import { ungatedAnnotation } from './kata/ungated-annotation.js';
import { unsharedVolume } from './kata/unshared-volume.js';
import { untolerated } from './kata/untolerated.js';

export const kataRules: readonly Rule[] = [
  noPort,
  noPassthrough,
  notConfigured,
  untolerated,
  annotation,
  ungatedAnnotation,
  hostNamespaces,
  hostVolume,
  subPath,
  unsharedVolume,
  memoryLimit,
  overhead,
  smallOverhead,
];
