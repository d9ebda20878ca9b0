import { harbour, type Overlay } from '../harbour.js';

export const TOOLS = `registry.example.com/tools@sha256:${'70'.repeat(32)}`;
export const KATA_MONITOR = `quay.io/kata-containers/kata-monitor@sha256:${'71'.repeat(32)}`;
export const KATA_DEPLOY = `quay.io/kata-containers/kata-deploy@sha256:${'72'.repeat(32)}`;
export const SHA256 = '73'.repeat(32);

export const ARCHIVE = `{url: "https://mirror.example.com:8443/kata-static-4.1.0-amd64.tar.zst", sha256: "${SHA256}", cidrs: [192.0.2.0/28]}`;

export interface Prepared {
  /** Of the pool `general`, the only one that is prepared. */
  readonly kata?: string;
  readonly pool?: string;
  /** Beside the image. */
  readonly more?: string;
  readonly overlay?: Overlay;
}

/** Harbour with its pool `general` prepared: as a later layer would, and as the Environment's own file does. */
export function preparedHarbour({
  kata = `{version: "4.1.0", artifact: ${ARCHIVE}}`,
  pool = 'containerRuntime: {version: "2.1.4"}',
  more = '',
  overlay = {},
}: Prepared = {}) {
  return harbour({
    ...overlay,
    environment: [
      ['networks: {fabric: 8}\n', `networks: {fabric: 8}\n      kata: ${kata}\n      ${pool}\n`],
      ['  registries:', `  nodePreparation:\n    image: ${TOOLS}\n${more === '' ? '' : `    ${more}\n`}  registries:`],
      ...(overlay.environment ?? []),
    ],
  });
}
