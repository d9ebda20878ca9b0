import type { Shim } from '../../shims.js';
import { type Check, declaredText, type Subject } from './subject.js';
import type { KeyPath, Verdict } from './verdict.js';
import { kata, keyTitle, runtimeTitle } from './wording.js';

const IMAGE: KeyPath = ['hypervisor', 'image'];
const INITRD: KeyPath = ['hypervisor', 'initrd'];
const KERNEL: KeyPath = ['hypervisor', 'kernel'];

/** A virtual machine boots a kernel and either an image or an initrd. What is not declared comes with the artifact. */
export const boot: Check = function* (subject) {
  const { shim } = subject;
  const [image, initrd, kernel] = [IMAGE, INITRD, KERNEL].map((path) => declaredText(subject, ...path));
  if (kernel === '')
    yield {
      path: KERNEL,
      message: `${keyTitle(shim, ...KERNEL)} is empty, and ${runtimeTitle(shim.runtime)} silently takes a path that was compiled in`,
      hint: 'leave it out for the kernel of the artifact',
    };
  if (shim.confidential === 'se') yield* secureExecution(subject);
  else if (image && initrd)
    yield {
      path: IMAGE,
      message: `${keyTitle(shim, ...IMAGE)} and initrd are both set; a virtual machine boots one of them${kata(bothSet(shim))}`,
      hint: 'remove one of them',
    };
  // `""` says "not this one": without the other there would be nothing to boot.
  else if (image === '' && !initrd)
    yield {
      path: IMAGE,
      message: `${keyTitle(shim, ...IMAGE)} is empty and no initrd is declared; a virtual machine boots one of them${kata(noneSet(shim))}`,
      hint: 'leave it out for the image of the artifact',
    };
};

function bothSet({ runtime, hypervisor }: Shim): string {
  if (runtime === 'runtime-rs') return 'Can not configure both initrd and image for boot';
  return hypervisor === 'stratovirt'
    ? 'having both an image and an initrd defined in the configuration file is not supported'
    : 'Image and initrd path cannot be both set';
}

function noneSet({ runtime, hypervisor }: Shim): string {
  if (hypervisor === 'dragonball') return 'Both of guest boot image and initrd for dragonball hypervisor is empty';
  if (runtime === 'runtime-rs')
    return `Both guest boot image and initrd for ${hypervisor === 'clh' ? 'CH' : hypervisor} are empty`;
  return hypervisor === 'clh' || hypervisor === 'stratovirt'
    ? 'image or initrd must be defined in the configuration file'
    : 'Missing image and initrd path';
}

/** IBM Secure Execution boots one encrypted file, which holds everything (validateHypervisorConfig). */
function* secureExecution(subject: Subject): Generator<Verdict> {
  const { shim } = subject;
  const words = 'Neither the image or initrd path may be set for Secure Execution';
  for (const path of [IMAGE, INITRD]) {
    if (!declaredText(subject, ...path)) continue;
    const said = shim.runtime === 'go' ? kata(words) : '';
    const message = `${keyTitle(shim, ...path)} is set, and a Secure Execution guest boots from kernel alone${said}`;
    yield { path, message, hint: 'remove it' };
  }
}
