import type { z } from 'zod';
import { placeOf } from '../../config/origin.js';
import { locate } from '../../config/positions.js';
import { API_VERSION } from '../../config/schema/kinds.js';
import type { Place } from '../../config/source.js';
import type { Finding } from '../finding.js';
import type { Suppressed } from '../judge.js';
import { jsonText } from './json-text.js';
import type { Format } from './report.js';
import type { reportSchema } from './report-schema.js';
import { summaryOf } from './summary.js';

type JsonReport = z.output<typeof reportSchema>;

/** All there is to know, for programs. */
export const json: Format = (report) => {
  const written: JsonReport = {
    apiVersion: API_VERSION,
    kind: 'PolicyReport',
    version: report.version,
    findings: report.findings.map(findingOf),
    known: report.known.map(findingOf),
    suppressed: report.suppressed.map((suppressed) => ({
      ...findingOf(suppressed.finding),
      exception: exceptionOf(suppressed),
    })),
    notEvaluated: report.notEvaluated.map(({ object, file, reason }) => ({ object, file, reason })),
    summary: summaryOf(report),
  };
  return jsonText(written);
};

function findingOf(finding: Finding): JsonReport['findings'][number] {
  const { rule, severity, message, environment, tenant, object, path, container, related, fingerprint } = finding;
  return {
    rule: rule.id,
    severity,
    message,
    environment,
    tenant,
    object,
    path,
    container,
    declaration: locationOf(finding.declaration),
    manifest: locationOf(finding.manifest),
    related: related && { message: related.message, ...positionOf(related.place) },
    fingerprint,
  };
}

function exceptionOf({ exception }: Suppressed): JsonReport['suppressed'][number]['exception'] {
  const { file, line } = locate(placeOf(exception, ['metadata', 'name']));
  const { reason, owner, expires } = exception.spec;
  return { name: exception.name, file, line, reason, owner, expires };
}

function locationOf(place: Place | undefined) {
  return place === undefined ? undefined : positionOf(place);
}

function positionOf(place: Place) {
  const { file, line, column } = locate(place);
  return { file, line, column };
}
