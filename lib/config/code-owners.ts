import type { Fleet, Tenant } from './declaration.js';
import { messageAt } from './describe-issue.js';
import { placeOf } from './origin.js';
import type { Problem } from './problem.js';
import { show } from './schema/fields.js';

/** How the groups of declarations are called where code is reviewed. */
export interface Teams {
  /** GitHub organization or GitLab group that all teams are in. */
  readonly organization: string;
  /** The team that owns what is no tenant's. */
  readonly platform: string;
  /** The team that owns the rendered NetworkPolicies, where that is another one. */
  readonly network?: string;
  /** What groups begin with in the cluster and teams do not, such as `oidc:`. */
  readonly groupPrefix?: string;
}

/** What GitHub and GitLab take for the name of a team or group. Whatever else stands in a line would be another rule. */
const TEAM = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;

export function isTeamName(name: string): boolean {
  return TEAM.test(name);
}

const HEADER = `\
# Rendered by Bulkhead with \`bulkhead codeowners\`, which overwrites what is edited here.
# Of all lines that match a path the last one counts.
`;

/**
 * The rules of CODEOWNERS that hold the law of paths: a tenant's folders belong to its admin groups, who may write
 * workloads in its cluster as well, and all the rest to the platform.
 */
export function codeOwners(fleet: Fleet, teams: Teams): { text: string; problems: Problem[] } {
  const problems: Problem[] = [];
  const team = (name: string) => `@${teams.organization}/${name}`;
  const lines = [
    HEADER,
    "# What is no tenant's: grants, walls, delivery, exceptions, the tool and CI.",
    `* ${team(teams.platform)}`,
  ];
  if (teams.network !== undefined)
    lines.push('', '# What may reach what.', `/dist/*/tenants/*/walls/*/network.yaml ${team(teams.network)}`);
  for (const [tenant, folders] of foldersByTenant(fleet, (owner) => adminTeams(owner, teams, problems)))
    lines.push('', `# ${tenant}`, ...rulesOf(tenant, folders, team));
  return { text: `${lines.join('\n')}\n`, problems };
}

interface Folder {
  readonly owners: ReadonlySet<string>;
  /** Rendered into a folder of the same name in dist. */
  readonly isEnvironment: boolean;
}

/**
 * Who may approve what is declared in each environment and layer, by tenant. A layer speaks in all environments that
 * extend it, so it takes a team that is admin in every one of them where the tenant is.
 */
function foldersByTenant(fleet: Fleet, adminsOf: (tenant: Tenant) => Set<string>): [string, Map<string, Folder>][] {
  const tenants = new Map<string, Map<string, Folder>>();
  for (const { name, environment, tenants: declared } of fleet.clusters)
    for (const tenant of declared.values()) {
      const admins = adminsOf(tenant);
      const folders = tenants.get(tenant.name) ?? new Map<string, Folder>();
      tenants.set(tenant.name, folders.set(name, { owners: admins, isEnvironment: true }));
      for (const layer of environment.spec.extends) {
        const others = folders.get(layer)?.owners;
        const owners = others === undefined ? admins : new Set([...admins].filter((admin) => others.has(admin)));
        folders.set(layer, { owners, isEnvironment: false });
      }
    }
  return [...tenants].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Two lines where the tenant has the same admins everywhere; else lines of its own for every folder. */
function rulesOf(tenant: string, folders: ReadonlyMap<string, Folder>, team: (name: string) => string): string[] {
  const rule = (path: string, owners: ReadonlySet<string>) => `${path} ${[...owners].sort().map(team).join(' ')}`;
  const sets = [...folders.values()].map(({ owners }) => owners);
  const [first] = sets;
  if (first !== undefined && sets.every((owners) => isSame(owners, first)))
    return [rule(`/environments/*/tenants/${tenant}/`, first), rule(`/dist/*/tenants/${tenant}/workloads/`, first)];
  const lines: string[] = [];
  for (const [folder, { owners, isEnvironment }] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (owners.size === 0)
      lines.push(`# environments/${folder}: no team is admin wherever it applies, so the platform's`);
    else lines.push(rule(`/environments/${folder}/tenants/${tenant}/`, owners));
    if (isEnvironment) lines.push(rule(`/dist/${folder}/tenants/${tenant}/workloads/`, owners));
  }
  return lines;
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

function adminTeams(tenant: Tenant, { groupPrefix = '' }: Teams, problems: Problem[]): Set<string> {
  const admins = new Set<string>();
  tenant.spec.owners.admin.forEach((group, index) => {
    const name = group.startsWith(groupPrefix) ? group.slice(groupPrefix.length) : group;
    if (isTeamName(name)) {
      admins.add(name);
      return;
    }
    const path = ['spec', 'owners', 'admin', index];
    problems.push({
      place: placeOf(tenant, path),
      message: messageAt(
        path,
        `${show(group)} is not the name of a team (letters, digits, "-", "_", "."; "/" between groups)`,
      ),
      hint: 'an admin group needs a team of the same name that can approve changes; --group-prefix says what only the group begins with',
    });
  });
  return admins;
}
