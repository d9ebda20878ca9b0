import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { WORKLOADS, write } from './declarations.js';
import { folderOf, refusal } from './refusal.js';

const TENANT = dirname(WORKLOADS);

// Whoever lists a folder and then opens what is in it may come too late: somebody has switched branches in between.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const gone = (path: unknown) => {
    if (/gone(\.yaml)?$/.test(String(path))) fs.rmSync(String(path), { recursive: true, force: true });
  };
  return {
    ...fs,
    openSync: ((...args) => {
      gone(args[0]);
      return fs.openSync(...args);
    }) as typeof fs.openSync,
    readdirSync: ((path: string, options: object) => {
      gone(path);
      return fs.readdirSync(path, options);
    }) as typeof fs.readdirSync,
  };
});

it('a file and a folder that are gone when their turn comes', () => {
  const folder = folderOf(write(`${TENANT}/gone.yaml`, 'a: 1\n'));
  mkdirSync(join(folder, TENANT, 'gone'));
  expect(refusal(folder)).toBe(`\
environments/prod/tenants/shop/gone:1:1: error: cannot read the folder: it does not exist

environments/prod/tenants/shop/gone.yaml:1:1: error: cannot read the file: it does not exist

2 problems in 2 files
`);
});
