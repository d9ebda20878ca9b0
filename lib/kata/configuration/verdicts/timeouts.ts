import { type Check, declaredNumber } from './subject.js';
import { kata, keyTitle } from './wording.js';

/** Agent::validate of src/libs/kata-types/src/config/agent.rs */
export const timeouts: Check = function* (subject) {
  const path = ['agent', 'dial_timeout_ms'] as const;
  if (subject.shim.runtime !== 'runtime-rs' || declaredNumber(subject, ...path) !== 0) return;
  yield {
    path,
    message: `${keyTitle(subject.shim, ...path)}: found 0, at least 1 is needed${kata("dial_timeout_ms couldn't be 0.")}`,
  };
};
