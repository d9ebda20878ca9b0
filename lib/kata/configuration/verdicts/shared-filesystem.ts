import { type Check, declaredNumber, declaredOf, declaredText, type Subject, textOf } from './subject.js';
import type { Verdict } from './verdict.js';
import { kata, keyTitle, shown } from './wording.js';

const SHARED = ['hypervisor', 'shared_fs'] as const;
const DAEMON = ['hypervisor', 'virtio_fs_daemon'] as const;
const CACHE = ['hypervisor', 'virtio_fs_cache'] as const;
const DAX = ['hypervisor', 'virtio_fs_cache_size'] as const;

export const sharedFilesystem: Check = function* (subject) {
  yield* kind(subject);
  yield* daemon(subject);
  yield* cache(subject);
  yield* dax(subject);
  yield* unused(subject);
};

function* kind(subject: Subject): Generator<Verdict> {
  const { runtime, hypervisor } = subject.shim;
  const shared = declaredText(subject, ...SHARED);
  const found = `${keyTitle(subject.shim, ...SHARED)}: found ${shown(shared)}, and ${hypervisor} does not support it`;
  const titles: Readonly<Record<string, string>> = { clh: 'Cloud Hypervisor', stratovirt: 'Stratovirt Hypervisor' };
  const title = titles[hypervisor];
  const hint = 'write "virtio-fs" or "none"';
  if (runtime === 'go' && shared === 'virtio-9p' && title !== undefined)
    yield {
      path: SHARED,
      message: `${found}${kata(`${title} does not support virtio-9p shared filesystem option`)}`,
      hint,
    };
  if (hypervisor === 'dragonball' && (shared === 'virtio-fs-nydus' || shared === 'none'))
    yield {
      path: SHARED,
      message: `${found}${kata(`dragonball hypervisor doesn't support ${shared}`)}`,
      hint: 'write "inline-virtio-fs" or "virtio-fs"',
    };
}

function* daemon(subject: Subject): Generator<Verdict> {
  const shared = textOf(subject, ...SHARED) || 'virtio-fs';
  const path = declaredOf(subject, DAEMON, SHARED);
  if (shared !== 'virtio-fs' && shared !== 'virtio-fs-nydus') return;
  if (textOf(subject, ...DAEMON) !== '' || path === undefined) return;
  const words = `cannot enable ${shared} without daemon path in configuration file`;
  yield {
    path,
    message: `${keyTitle(subject.shim, ...DAEMON)} is empty and shared_fs is ${shown(shared)}, which needs a daemon${subject.shim.runtime === 'go' ? kata(words) : ''}`,
    hint: 'leave virtio_fs_daemon out for the one of the artifact, or share nothing with shared_fs "none"',
  };
}

/** `none` was the name of `never` until Kata 2.5 (issue 4234 of kata-containers). */
function* cache(subject: Subject): Generator<Verdict> {
  if (subject.shim.runtime !== 'runtime-rs' || declaredText(subject, ...CACHE) !== 'none') return;
  yield {
    path: CACHE,
    message: `${keyTitle(subject.shim, ...CACHE)}: found "none", and runtime-rs silently takes "never" for it`,
    hint: 'write "never"',
  };
}

/** The agent would mount with `dax` where Cloud Hypervisor has no such window. */
function* dax(subject: Subject): Generator<Verdict> {
  const size = declaredNumber(subject, ...DAX) ?? 0;
  if (subject.shim.hypervisor !== 'clh' || size <= 0) return;
  yield {
    path: DAX,
    message: `${keyTitle(subject.shim, ...DAX)}: found ${size}, and clh has no DAX window: the guest could not mount what is shared`,
    hint: 'write 0',
  };
}

function* unused(subject: Subject): Generator<Verdict> {
  if (textOf(subject, ...SHARED) !== 'none') return;
  const names = ['virtio_fs_cache', 'virtio_fs_cache_size', 'virtio_fs_queue_size', 'virtio_fs_extra_args'];
  for (const name of names) {
    if (!subject.isDeclared('hypervisor', name) || subject.value('hypervisor', name) === undefined) continue;
    yield {
      path: ['hypervisor', name],
      message: `${keyTitle(subject.shim, 'hypervisor', name)} has no effect while shared_fs is "none"`,
      hint: 'remove it, or declare shared_fs',
    };
  }
}
