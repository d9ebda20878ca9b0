// Arguments: folder of the declarations, folder to render into, and `judged` to judge too. Measures what `bulkhead synth`
// does once the declarations are loaded; the product itself never renders without judging.
import { assignmentFor } from '../../../lib/cli/findings.js';
import { optimiseLate } from '../../../lib/cli/optimise-late.js';
import type { Cluster } from '../../../lib/config/declaration.js';
import { load } from '../../../lib/config/load.js';
import { RenderedEnvironment } from '../../../lib/judge.js';
import { render } from '../../../lib/pipeline.js';
import { writeTree } from '../../../lib/synth/tree.js';
import { sayPart } from '../part.js';

optimiseLate();
const [declarations = '', dist = '', judged] = process.argv.slice(2);
const { fleet, problems } = load(declarations, 'environments');
if (problems.length > 0) throw new Error('the declarations of the bench are not valid');
const assignment = assignmentFor('dist');
const judge = (cluster: Cluster) => new RenderedEnvironment(cluster, assignment);

sayPart(() => {
  const { files, judgements } = render(fleet, judged === undefined ? {} : { judge });
  if (judgements.some(({ findings }) => findings.length > 0))
    throw new Error('the declarations of the bench have faults');
  writeTree(dist, files, { folders: fleet.clusters.map(({ name }) => name), complete: true });
});
