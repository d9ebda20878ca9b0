// The cdk8s app. `cdk8s synth` runs it as cdk8s.yaml says; it does what `bulkhead synth` does.
import { linkOutput } from './lib/cli/cdk8s-output.js';
import { synth } from './lib/cli/synth.js';

const code = synth({ declarations: 'environments', dist: 'dist' });
if (code === 0) linkOutput('dist');
process.exitCode = code;
