import { describe, expect, it } from 'vitest';
import { assignmentFor } from '../../lib/cli/findings.js';
import { Context } from '../../lib/policy/context.js';
import { judge, type Locator } from '../../lib/policy/judge.js';
import { FAULTS, OF_A_POD, OF_A_PROJECT } from '../../scripts/bench/faults.js';
import { writeManifests } from '../../scripts/bench/manifests.js';
import { proveThatItJudges } from '../../scripts/bench/proof.js';
import { manyTenants } from '../../scripts/bench/tenants.js';
import type { Contender, Input } from '../../scripts/bench/tool.js';
import { workspace } from '../cli/command.js';
import { objectsIn } from '../policy/judged.js';

const NOWHERE: Locator = { declaration: () => undefined, manifest: () => undefined };

const tenants = manyTenants(2);

function input(): Input {
  const folder = workspace({});
  return { tenants, folder, declarations: folder, manifests: writeManifests(folder, tenants) };
}

describe('the faults of the bench', () => {
  it.each([...FAULTS, OF_A_PROJECT, OF_A_POD])('$rule is found by the rule that it is named after', (fault) => {
    const context = new Context(undefined, objectsIn(fault.manifest));
    const { findings } = judge(context, { ...assignmentFor('dist'), locator: NOWHERE });
    expect(findings.map(({ rule }) => rule.id.split('/')[1])).toContain(fault.rule);
  });
});

describe('who judges', () => {
  const judge = (code: string): Contender => ({
    name: 'a judge',
    measures: ['judging'],
    faults: [{ rule: 'wrong-kind', manifest: 'kind: Wrong\n' }],
    command: ({ manifests }) => ({ argv: [process.execPath, '-e', code, manifests.folder] }),
  });
  const prove = (code: string) => () => proveThatItJudges(judge(code), input());

  it('has to find the fault in the folder that it is given, and to say what it is', () => {
    const reads = `require('node:fs').readFileSync(process.argv[1] + '/manifest.yaml', 'utf8').includes('Wrong')`;
    expect(prove(`if (${reads}) { console.log('wrong-kind'); process.exitCode = 1 }`)).not.toThrow();
  });

  it('is not measured where it finds nothing, finds something else, or cannot run', () => {
    expect(prove('console.log("0 rules")')).toThrow(
      'a judge does not find "wrong-kind" in\nkind: Wrong\n\nit ended with 0:\n0 rules',
    );
    expect(prove('console.log("no such file"); process.exitCode = 1')).toThrow('it ended with 1:\nno such file');
    expect(prove('console.log("wrong-kind"); process.exitCode = 2')).toThrow('it ended with 2:\nwrong-kind');
  });
});
