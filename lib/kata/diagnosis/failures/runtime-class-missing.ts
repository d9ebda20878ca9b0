import { type Failure, QUOTE, said } from '../failure.js';

export const runtimeClassMissing: Failure = {
  id: 'runtime-class-missing',
  cause: 'the pod names a RuntimeClass that the cluster does not have',
  why: 'The API server refuses such a pod; on an existing one the kubelet cannot find it any more.',
  fix: 'Compare `runtimeClassName` with `kubectl get runtimeclasses`. Where the class is rendered, look whether it was delivered.',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  messages: [
    'pods "web" is forbidden: pod rejected: RuntimeClass "kata-clh" not found',
    'failed to get runtime class "kata-clh": runtimeclass.node.k8s.io "kata-clh" not found',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      new RegExp(`RuntimeClass(?:\\.node\\.k8s\\.io)? ${QUOTE}[\\w.-]{1,253}${QUOTE} not found`, 'i'),
    );
  },
};
