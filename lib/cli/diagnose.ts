import { printable } from '../config/printable.js';
import { diagnose as diagnoseBundle } from '../kata/diagnosis/diagnose.js';
import { FAILURES } from '../kata/diagnosis/registry.js';
import { readBundleFiles } from './bundle-files.js';
import { diagnosesAsJson, diagnosesText } from './diagnose-text.js';
import { exitCode } from './exit.js';
import { say } from './output.js';
import { bundleOf } from './support-bundle.js';

export interface DiagnoseOptions {
  readonly output: 'human' | 'json';
}

/** `bulkhead diagnose`: names why pods of Kata do not run, from what somebody has collected of the cluster. */
export function diagnose(paths: readonly string[], { output }: DiagnoseOptions): number {
  const { files, passed, unread } = readBundleFiles(paths);
  const bundle = bundleOf(files);
  const diagnoses = diagnoseBundle(bundle, FAILURES);
  process.stdout.write(output === 'json' ? diagnosesAsJson(diagnoses) : diagnosesText(diagnoses));
  for (const { file, reason } of passed.slice(0, MOST)) say(`passed over ${printable(file)}: ${printable(reason)}`);
  if (passed.length > MOST) say(`passed over ${passed.length - MOST} more`);
  for (const { file, reason } of unread) say(`error: ${printable(file)} cannot be read: ${printable(reason)}`);
  say(
    `read ${files.length} files: ${bundle.objects.length} objects, ${bundle.containerd.length} configurations of containerd, ${bundle.kata.length} of Kata; ${FAILURES.length} failures looked for`,
  );
  if (unread.length > 0) return exitCode.couldNotRun;
  if (diagnoses.length > 0) return exitCode.done;
  say('nothing is recognised, which does not mean that nothing is wrong; docs/diagnose.md says what to collect');
  return exitCode.nothingToJudge;
}

const MOST = 10;
