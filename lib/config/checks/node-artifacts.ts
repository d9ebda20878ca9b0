import { isIP } from 'node:net';
import { isOlder } from '../../kubernetes/software-version.js';
import { hostOf } from '../node-artifact.js';
import type { NodePool } from '../node-pool.js';
import type { CheckContext } from './check.js';

/** What carries Kata is declared once, and the nodes can read it. */
export function nodeArtifacts({ cluster: { environment }, report, doubt }: CheckContext): void {
  const { spec } = environment;
  for (const [name, pool] of doubt.entries(spec.nodePools)) {
    const kata = doubt.certain(() => pool.kata);
    if (kata === undefined) continue;
    const path = ['spec', 'nodePools', name, 'kata'];
    doubt.ask(() => {
      if (kata.artifact === undefined)
        report(environment, path, 'needs an artifact, which nodes are prepared with', {
          hint: 'declare artifact.image by digest, or artifact.url with its sha256',
        });
    });
    const artifact = doubt.certain(() => kata.artifact);
    if (artifact === undefined) continue;
    const at = [...path, 'artifact'];
    doubt.ask(() => {
      const { image, url, sha256, cidrs } = artifact;
      if ((image === undefined) === (url === undefined)) report(environment, at, 'needs exactly one of image and url');
      else if (url !== undefined && sha256 === undefined)
        report(environment, [...at, 'url'], 'needs its sha256: nodes run what is behind it');
      else if (image !== undefined && sha256 !== undefined)
        report(environment, [...at, 'sha256'], 'is for a url: an image has its digest');
      else if (url !== undefined && cidrs.length === 0 && isIP(hostOf(url)) === 0)
        report(
          environment,
          [...at, 'url'],
          'needs the addresses of its host, or the NetworkPolicy opens no way there',
          {
            hint: 'declare cidrs beside it',
          },
        );
    });
    doubt.ask(() => {
      if (artifact.image === undefined) return;
      const lacking = lacksImageVolumes(spec.kubernetesVersion, pool);
      if (lacking !== undefined)
        report(environment, [...at, 'image'], `is mounted as a volume, which needs ${lacking}`, {
          hint: 'declare url and sha256 of the archive instead: the image has no shell to copy it with',
        });
    });
  }
}

/**
 * Volumes of images: on by default since Kubernetes 1.35 (KEP-4639), in containerd since 2.1 and in CRI-O since 1.31. The
 * image cannot copy itself: it is built from nothing but its program (kata-containers tools/packaging/kata-deploy/Dockerfile).
 */
function lacksImageVolumes(kubernetesVersion: string, { containerRuntime }: NodePool): string | undefined {
  if (isOlder(kubernetesVersion, '1.35')) return `Kubernetes 1.35 or newer, and this is ${kubernetesVersion}`;
  if (containerRuntime === undefined) return undefined;
  const { name, version } = containerRuntime;
  const least = name === 'containerd' ? '2.1' : '1.31';
  return isOlder(version, least) ? `${name} ${least} or newer, and this is ${version}` : undefined;
}
