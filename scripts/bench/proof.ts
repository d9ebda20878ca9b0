import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeManifest } from './manifests.js';
import type { Contender, Input } from './tool.js';

/** What programs that judge say of something that is wrong. */
const FOUND = 1;

/**
 * Throws unless what judges finds every fault that it is given rules for. Seen: kyverno leaves out a policy that it cannot
 * read, and kubeconform what it has no schema for; neither says so in its exit code, and both are fast then. conftest ends with the
 * same code where it finds something and where it cannot run.
 */
export function proveThatItJudges({ name, command, faults = [] }: Contender, input: Input): void {
  for (const { rule, manifest } of faults) {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-fault-'));
    try {
      const { argv, cwd, env } = command({ ...input, manifests: writeManifest(folder, manifest) });
      const [program = '', ...args] = argv;
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      const said = `${stdout}${stderr}`;
      if (status !== FOUND || !said.includes(rule))
        throw new Error(`${name} does not find "${rule}" in\n${manifest}\nit ended with ${status}:\n${said}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
