import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bulkhead, workspace, write } from './command.js';

const TEAMS = ['--organization', 'acme', '--platform', 'platform'];

describe('bulkhead codeowners', () => {
  it('writes the file, then finds it up to date, then stale', () => {
    const folder = workspace();
    expect(bulkhead(folder, 'codeowners', ...TEAMS, '--check')).toMatchObject({
      code: 1,
      stderr: 'stale    CODEOWNERS\nCODEOWNERS is not what the declarations say; run: npm run codeowners\n',
    });
    expect(bulkhead(folder, 'codeowners', ...TEAMS)).toMatchObject({ code: 0, stderr: 'written  CODEOWNERS\n' });
    const text = readFileSync(join(folder, 'CODEOWNERS'), 'utf8');
    expect(text).toContain('/environments/*/tenants/shop/ @acme/shop-admins\n');
    expect(bulkhead(folder, 'codeowners', ...TEAMS, '--check')).toMatchObject({
      code: 0,
      stderr: 'CODEOWNERS is up to date\n',
    });

    write(folder, 'CODEOWNERS', `${text}* @acme/shop-admins\n`);
    expect(bulkhead(folder, 'codeowners', ...TEAMS, '--check').code).toBe(1);
    expect(bulkhead(folder, 'codeowners', ...TEAMS).code).toBe(0);
    expect(readFileSync(join(folder, 'CODEOWNERS'), 'utf8')).toBe(text);
  });

  it.each([
    [['--organization', '@acme', '--platform', 'platform'], '`@acme` is not the name of an organization or team'],
    [['--organization', 'acme', '--platform', 'a b'], '`a b` is not the name of an organization or team'],
    [[...TEAMS, '--network', '#'], '`#` is not the name of an organization or team'],
    [['--organization', 'acme'], "required option '--platform <team>' not specified"],
  ])('%j cannot run', (options, message) => {
    const { code, stderr } = bulkhead(workspace(), 'codeowners', ...options);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
