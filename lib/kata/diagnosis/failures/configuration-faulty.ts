import { upstreamValue } from '../../configuration/architecture.js';
import { declaredValue, type TableName, type Value } from '../../configuration/declared.js';
import { keyNamed } from '../../configuration/keys.js';
import { verdictsOn } from '../../configuration/verdicts.js';
import type { Shim } from '../../shims.js';
import { lineWith, type Place, type TomlFile } from '../bundle.js';
import type { Failure } from '../failure.js';
import { configurationIn } from '../kata-configuration.js';

export const configurationFaulty: Failure = {
  id: 'configuration-faulty',
  cause: "Kata's configuration holds what its loader refuses, replaces, or drops without a word",
  why: 'A value that is refused lets no sandbox start. One that is dropped or replaced lets it start as nobody has meant it: without the device, the limit or the protection that stands in the file.',
  fix: 'Put right what is named; in a Runtime, `configuration` is judged in the same way before it is rendered.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/src/runtime/pkg/katautils/config.go',
  messages: [],
  *find({ kata }) {
    for (const file of kata) {
      const known = configurationIn(file);
      if (known === undefined) continue;
      const { shim, configuration } = known;
      for (const { path, message, hint } of verdictsOn(shim, configuration)) {
        // Upstream's own files hold keys that do nothing, at their defaults.
        if (isShipped(shim, path, declaredValue(configuration, ...path))) continue;
        const text = hint === undefined ? message : `${message}; ${hint}`;
        yield { place: lineOfKey(file, path[1]), text: `kata-${shim.name}: ${text}`, certainty: 'likely' };
      }
    }
  },
};

function isShipped(shim: Shim, [table, name]: readonly [TableName, string], value: Value | undefined): boolean {
  const key = keyNamed(shim.runtime, table, name);
  if (key === undefined || !key.defaults.has(shim.name)) return false;
  return JSON.stringify(upstreamValue(shim, key)) === JSON.stringify(value);
}

function lineOfKey(file: TomlFile, key: string): Place {
  const written = new RegExp(`^[ \\t]{0,20}"?${key.replaceAll(/[^\w-]/g, '.')}"?[ \\t]{0,20}=`, 'm').exec(
    file.text,
  )?.[0];
  return lineWith(file, written ?? key);
}
