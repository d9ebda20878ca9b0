import { type Check, declaredOf, isOn, textOf } from './subject.js';
import { kata, keyTitle, shown } from './wording.js';

const OFF = ['runtime', 'disable_new_netns'] as const;
const MODEL = ['runtime', 'internetworking_model'] as const;

/** checkNetNsConfig of src/runtime/pkg/katautils/config.go; runtime-rs documents the same and does not ask. */
export const networkNamespace: Check = function* (subject) {
  const model = textOf(subject, ...MODEL) || 'tcfilter';
  const path = declaredOf(subject, OFF, MODEL);
  if (!isOn(subject, ...OFF) || model === 'none' || path === undefined) return;
  const words = "config disable_new_netns only works with 'none' internetworking_model";
  yield {
    path,
    message: `${keyTitle(subject.shim, ...OFF)} is true and internetworking_model is ${shown(model)}${subject.shim.runtime === 'go' ? kata(words) : '; it works with "none" only'}`,
    hint: 'set disable_new_netns to false: virtual machines in the network namespace of the node are outside every NetworkPolicy',
  };
};
