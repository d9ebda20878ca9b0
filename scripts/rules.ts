import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { referencePages } from '../lib/policy/reference.js';
import { RULES } from '../lib/policy/registry.js';

/** Writes docs/rules. A test tells when that was forgotten. */
const FOLDER = resolve(import.meta.dirname, '../../docs/rules');

const pages = referencePages(RULES);
mkdirSync(FOLDER, { recursive: true });
for (const [name, text] of pages) writeFileSync(join(FOLDER, name), text);
for (const name of readdirSync(FOLDER)) if (!pages.has(name)) rmSync(join(FOLDER, name));
