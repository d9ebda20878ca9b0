import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../../lib/config/load.js';
import { Context } from '../../lib/policy/context.js';
import { judge } from '../../lib/policy/judge.js';
import { RULE_IDS, RULES } from '../../lib/policy/registry.js';
import { REPOSITORY } from '../cli/command.js';
import { objectsIn, renderedObjects, TODAY } from './judged.js';

const { fleet } = load(join(REPOSITORY, 'environments'), 'environments');
const locator = { declaration: () => undefined, manifest: () => undefined };

describe.each(fleet.clusters.map((cluster) => [cluster.name, cluster] as const))(
  '%s as it is committed',
  (name, cluster) => {
    const objects = renderedObjects(cluster);
    const judgement = judge(new Context(cluster, objects), { rules: RULES, known: RULE_IDS, locator, today: TODAY });

    it('is judged whole', () => {
      expect(judgement.objects).toBe(objects.length);
      expect(objects.length).toBeGreaterThan(100);
    });

    it('is clean, and nothing is excused', () => {
      expect(
        judgement.findings.map(({ rule, object, path, message }) => ({ rule: rule.id, object, path, message })),
      ).toEqual([]);
      expect(judgement.suppressed).toEqual([]);
      expect(cluster.exceptions).toEqual([]);
    });

    it.each([
      ['with its declarations', cluster],
      ['without', undefined],
    ])('is as clean as manifests that nobody declared here, judged %s', (_, environment) => {
      const folder = join(REPOSITORY, 'dist', name);
      const dist = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.yaml'))
        .flatMap((file) => objectsIn(readFileSync(join(folder, file), 'utf8'), file));
      const { findings } = judge(new Context(environment, dist), {
        rules: RULES,
        known: RULE_IDS,
        locator,
        today: TODAY,
      });
      expect(findings.map(({ rule, object, path, message }) => ({ rule: rule.id, object, path, message }))).toEqual([]);
    });
  },
);
