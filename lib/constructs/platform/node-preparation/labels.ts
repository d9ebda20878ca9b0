import { NODE_PREPARATION_NAME } from '../../../config/node-preparation.js';

const NAME = 'app.kubernetes.io/name';

/** Labels of an agent's pods; each pool's DaemonSet selects its own. */
export function agentLabels(pool: string): Record<string, string> {
  return { [NAME]: NODE_PREPARATION_NAME, 'app.kubernetes.io/instance': pool };
}

/** Those of the agents of all pools. */
export const AGENTS = { [NAME]: NODE_PREPARATION_NAME };

export function monitorLabels(pool: string): Record<string, string> {
  return { ...MONITORS, 'app.kubernetes.io/instance': pool };
}

export const MONITORS = { [NAME]: 'kata-monitor' };
