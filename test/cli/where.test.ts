import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bulkhead, workspace, write } from './command.js';
import { synthInProcess } from './in-process.js';

const QUOTA = 'dist/prod/tenants/shop/walls/shop-web/quota.yaml';

describe('bulkhead where', () => {
  it('names the line that decides a line of dist', () => {
    const folder = workspace();
    synthInProcess(folder);
    const line = readFileSync(join(folder, QUOTA), 'utf8').split('\n').indexOf('    requests.memory: 16Gi') + 1;
    // The base layer says 8Gi, prod patches it.
    const answer = bulkhead(folder, 'where', `${QUOTA}:${line}`);
    expect(answer).toEqual({
      code: 0,
      stdout: 'environments/prod/platform/shop.yaml:7:13: spec.quota.memory of Tenant shop\n',
      stderr: '',
    });
    expect(bulkhead(folder, 'where', join(folder, `${QUOTA}:${line}`)).stdout).toBe(answer.stdout);
  });

  it('names what each object of a file is rendered for', () => {
    const folder = workspace();
    synthInProcess(folder);
    expect(bulkhead(folder, 'where', 'dist/prod/platform/priority-classes.yaml').stdout).toBe(
      'environments/prod/platform/environment.yaml:31:5: spec.priorityClasses.kata-high-security of Environment prod\n',
    );
  });

  it.each([
    ['dist/prod/nothing.yaml:1', 'error: dist/prod/nothing.yaml is not rendered from the declarations\n'],
    [`${QUOTA}:4000`, /^error: .*quota\.yaml has no line 4000: it has \d+\n$/],
    ['/etc/passwd', /is not rendered from the declarations/],
  ])('has no answer for %s', (place, answer) => {
    const folder = workspace();
    synthInProcess(folder);
    const { code, stdout, stderr } = bulkhead(folder, 'where', place);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(answer);
  });

  it('does not answer for a file that is out of date', () => {
    const folder = workspace();
    synthInProcess(folder);
    write(folder, QUOTA, 'something else\n');
    expect(bulkhead(folder, 'where', `${QUOTA}:1`).stderr).toBe(
      `error: ${QUOTA} is not what the declarations render; run: npx bulkhead synth\n`,
    );
  });
});
