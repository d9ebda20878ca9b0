import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import temporaryFolder, { hasRoom, runsPrograms } from './temporary-folder.js';

it('is the one that somebody has named', () => {
  vi.stubEnv('TMPDIR', '/var/tmp');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(temporaryFolder()).toBeUndefined();
  expect(process.env.TMPDIR).toBe('/var/tmp');
});

it('is in memory where there is room and programs run, and is gone afterwards', () => {
  vi.stubEnv('TMPDIR', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const remove = temporaryFolder();
  const { TMPDIR } = process.env;
  if (remove === undefined) return expect(TMPDIR).toBeUndefined();
  expect(TMPDIR).toMatch(/^\/dev\/shm\/bulkhead-\w{6}$/);
  expect(tmpdir()).toBe(TMPDIR);
  expect(statSync(TMPDIR ?? '').mode & 0o777).toBe(0o755);
  remove();
  expect(existsSync(TMPDIR ?? '')).toBe(false);
});

it('asks a folder for its room, and whether programs run in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(hasRoom(folder, 1)).toBe(true);
  expect(hasRoom(folder, 2 ** 60)).toBe(false);
  expect(hasRoom(join(folder, 'none'), 1)).toBe(false);
  expect(runsPrograms(folder)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});
