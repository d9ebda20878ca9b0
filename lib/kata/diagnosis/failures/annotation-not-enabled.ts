import { type Failure, said } from '../failure.js';

export const annotationNotEnabled: Failure = {
  id: 'annotation-not-enabled',
  cause: 'the pod sets a hypervisor annotation that the configuration of its handler does not allow',
  why: 'The Go runtime refuses a sandbox with an annotation below `io.katacontainers.config.hypervisor.` that `enable_annotations` does not name; runtime-rs only warns and ignores it.',
  fix: 'Take the annotation off the pod, or add its name to `enable_annotations`, between `^` and `$` as it is a pattern. Whoever may create pods can then set it: never `path` or `kernel`.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-set-sandbox-config-kata.md',
  messages: ['annotation io.katacontainers.config.hypervisor.default_vcpus is not enabled'],
  *find(bundle) {
    yield* said(bundle, 'certain', /annotation io\.katacontainers\.config\.hypervisor\.[\w.-]{1,80} is not enabled/);
  },
};
