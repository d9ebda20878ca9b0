import { type Check, declaredOf, isOn, textOf } from './subject.js';
import { kata, keyTitle, shown } from './wording.js';

const TEMPLATE = ['factory', 'enable_template'] as const;
const SHARED = ['hypervisor', 'shared_fs'] as const;

/** A template's memory is a file of its own, and so is what virtio-fs shares (src/runtime/virtcontainers/qemu.go, CreateVM). */
export const guestTemplates: Check = function* (subject) {
  const shared = textOf(subject, ...SHARED) || 'virtio-fs';
  const path = declaredOf(subject, TEMPLATE, SHARED);
  if (!isOn(subject, ...TEMPLATE) || !/virtio-fs/.test(shared) || path === undefined) return;
  const words =
    'VM templating has been enabled with either virtio-fs or file backed memory and this configuration will not work';
  const said = subject.shim.runtime === 'go' && subject.shim.hypervisor === 'qemu' ? kata(words) : '';
  yield {
    path,
    message: `${keyTitle(subject.shim, ...TEMPLATE)} is true and shared_fs is ${shown(shared)}; a templated virtual machine cannot share folders with it${said}`,
    hint: 'set enable_template to false, or shared_fs to "none"',
  };
};
