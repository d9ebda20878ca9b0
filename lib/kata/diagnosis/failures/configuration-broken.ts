import type { Failure } from '../failure.js';

export const configurationBroken: Failure = {
  id: 'configuration-broken',
  cause: 'a configuration is no TOML, so whoever reads it stops at that line',
  why: 'containerd does not start with such a main file, and Kata creates no sandbox with such a configuration.',
  fix: 'Put the line right; `containerd --config FILE config dump` tries a file of containerd without touching the daemon that runs.',
  source: 'https://toml.io/en/v1.0.0',
  messages: [],
  *find({ unparsed }) {
    for (const { message, ...place } of unparsed) yield { place, text: message, certainty: 'certain' };
  },
};
