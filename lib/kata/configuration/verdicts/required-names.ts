import { type Check, declaredText } from './subject.js';
import { kata, keyTitle, shown } from './wording.js';

/** runtime-rs finds its parts by these names, and says so only when a pod is created (kata-types, annotations/mod.rs). */
export const requiredNames: Check = function* (subject) {
  const { shim } = subject;
  if (shim.runtime !== 'runtime-rs') return;
  const needed = [
    { name: 'name', title: 'Runtime', only: 'virt_container' },
    { name: 'hypervisor_name', title: 'Hypervisor', only: shim.hypervisor },
    { name: 'agent_name', title: 'Agent', only: 'kata' },
  ];
  for (const { name, title, only } of needed) {
    const value = declaredText(subject, 'runtime', name);
    if (value === undefined || value === only) continue;
    const words =
      value === '' ? `${title} name is missing in the configuration` : `Invalid ${title.toLowerCase()} name ${value}`;
    // Nothing is said about an unknown `name` as long as it is one.
    const said = value !== '' && name === 'name' ? '' : kata(words);
    yield {
      path: ['runtime', name],
      message: `${keyTitle(shim, 'runtime', name)}: found ${shown(value)}, allowed is ${shown(only)}${said}`,
      hint: 'remove it: it is rendered',
    };
  }
};
