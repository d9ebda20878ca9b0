import { podWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const windowsHostProcess = podSecurityRule('windowsHostProcess', {
  what: 'On Windows, no container is a process of its node.',
  why: 'Such a container has no walls at all: it runs on the node with the rights of the user that it names, the system itself included.',
  source: 'check_windowsHostProcess.go',
  fix: 'Remove `hostProcess`; have a DaemonSet of the platform do what needs the node.',
  examples: {
    valid: [
      {
        manifests: podWith(`
os: {name: windows}
securityContext: {windowsOptions: {runAsUserName: ContainerUser, hostProcess: false}}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
    ],
    invalid: [
      {
        manifests: podWith(`
os: {name: windows}
hostNetwork: true
securityContext: {windowsOptions: {hostProcess: true}}
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {windowsOptions: {hostProcess: true}}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
          'violates PodSecurity "restricted:v1.34": hostProcess (container "web" must not set securityContext.windowsOptions.hostProcess=true)',
        ],
      },
    ],
  },
});
