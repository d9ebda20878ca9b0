// Arguments: folder of the declarations, folder to render into. Measures what `bulkhead synth` does once they are loaded.
import { load } from '../../../lib/config/load.js';
import { render } from '../../../lib/pipeline.js';
import { writeTree } from '../../../lib/synth/tree.js';
import { sayPart } from '../part.js';

const [declarations = '', dist = ''] = process.argv.slice(2);
const { fleet, problems } = load(declarations, 'environments');
if (problems.length > 0) throw new Error('the declarations of the bench are not valid');

sayPart(() => {
  const { files } = render(fleet);
  writeTree(dist, files, { folders: fleet.clusters.map(({ name }) => name), complete: true });
});
