import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../../lib/config/load.js';
import { Context } from '../../lib/policy/context.js';
import { judge } from '../../lib/policy/judge.js';
import { RULE_IDS, RULES } from '../../lib/policy/registry.js';
import { REPOSITORY } from '../cli/command.js';
import { renderedObjects, TODAY } from './judged.js';

const { fleet } = load(join(REPOSITORY, 'environments'), 'environments');
const locator = { declaration: () => undefined, manifest: () => undefined };

describe.each(fleet.clusters.map((cluster) => [cluster.name, cluster] as const))(
  '%s as it is committed',
  (_, cluster) => {
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
  },
);
