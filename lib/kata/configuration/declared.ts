/** A value as the configuration's TOML holds it. */
export type Value = boolean | number | string | readonly string[];

export type Table = Readonly<Record<string, Value>>;

/** The tables that a Runtime declares; where they stand in the TOML depends on the runtime. */
export const TABLES = ['hypervisor', 'agent', 'agent.mem_agent', 'runtime', 'factory'] as const;
export type TableName = (typeof TABLES)[number];

/** What a Runtime declares of `configuration-<shim>.toml`: only what differs from upstream's default. */
export interface Configuration {
  readonly hypervisor?: Table | undefined;
  /** `[agent.kata]`; runtime-rs: its table `mem_agent` is `[agent.kata.mem_agent]`. */
  readonly agent?: Readonly<Record<string, Value | Table>> | undefined;
  readonly runtime?: Table | undefined;
  /** Go: `[factory]`; runtime-rs: `[hypervisor.<name>.factory]`. */
  readonly factory?: Table | undefined;
}

export interface Declared {
  readonly table: TableName;
  readonly name: string;
  readonly value: Value;
  /** Where it stands below `configuration`. */
  readonly path: readonly string[];
}

/** Every key that is declared, in the order of the tables and then of the declaration. */
export function declaredIn(configuration: Configuration): Declared[] {
  return TABLES.flatMap((table) => {
    const path = table.split('.');
    return Object.entries(tableOf(configuration, table)).map(([name, value]) => ({
      table,
      name,
      value,
      path: [...path, name],
    }));
  });
}

export function declaredValue(configuration: Configuration, table: TableName, name: string): Value | undefined {
  const values = tableOf(configuration, table);
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function tableOf(configuration: Configuration, table: TableName): Table {
  if (table === 'agent') {
    const own = Object.entries(configuration.agent ?? {}).filter((entry): entry is [string, Value] =>
      isValue(entry[1]),
    );
    return Object.fromEntries(own);
  }
  if (table === 'agent.mem_agent') {
    const inner = configuration.agent?.mem_agent;
    return inner === undefined || isValue(inner) ? {} : inner;
  }
  return configuration[table] ?? {};
}

function isValue(value: Value | Table): value is Value {
  return typeof value !== 'object' || Array.isArray(value);
}
