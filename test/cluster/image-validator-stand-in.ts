import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import type { Reference } from './client.js';
import type { ControlPlane } from './control-plane.js';

export interface ValidatorService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  readonly path: string;
}

/**
 * A STAND-IN for a validator of images: it takes for signed what has `/signed/` in its name, verifies nothing, and
 * remembers which images it was asked of. It listens on this machine, and its Service is a name for that.
 */
export class ImageValidatorStandIn {
  /** The images of each request that it has answered. */
  readonly asked: string[][] = [];
  private readonly certificate: string;
  private readonly server: Server;

  private constructor(service: ValidatorService, folder: string) {
    const [key, certificate] = [join(folder, 'validator.key'), join(folder, 'validator.crt')];
    const host = `${service.name}.${service.namespace}.svc`;
    // The certificate of its own CA: Node makes keys and no certificates.
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
    ];
    const names = ['-subj', `/CN=${service.name}`, '-addext', `subjectAltName=DNS:${host}`];
    execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
    this.certificate = readFileSync(certificate, 'utf8');
    this.server = createServer({ key: readFileSync(key), cert: this.certificate }, (request, response) => {
      let text = '';
      request.on('data', (part) => {
        text += part;
      });
      request.on('end', () => {
        response.setHeader('Content-Type', 'application/json');
        response.statusCode = request.url?.split('?')[0] === service.path ? 200 : 404;
        response.end(JSON.stringify(this.answer(JSON.parse(text) as JsonObject)));
      });
    });
  }

  /** Its namespace and Service are there, and it answers on loopback at the port of the Service. */
  static async start(plane: ControlPlane, service: ValidatorService): Promise<ImageValidatorStandIn> {
    const { namespace, name, port } = service;
    const standIn = new ImageValidatorStandIn(service, plane.processes.folder);
    await new Promise<void>((resolve) => standIn.server.listen(port, '127.0.0.1', resolve));
    await plane.admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, 'setup');
    // The API server sends what is for such a Service to that host itself (apiserver pkg/util/proxy, ResolveCluster).
    const spec = { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] };
    await plane.admin.apply({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec }, 'setup');
    return standIn;
  }

  /** As cert-manager's cainjector does: it updates the object, and is a manager of its own field only. */
  async injectCa(plane: ControlPlane, webhook: Reference & JsonObject): Promise<void> {
    const caBundle = Buffer.from(this.certificate).toString('base64');
    const webhooks = (webhook.webhooks as JsonObject[]).map(({ name }) => ({ name, clientConfig: { caBundle } }));
    await plane.admin.edit(webhook, { webhooks });
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer({ request }: JsonObject): JsonObject {
    const spec = valueAt(request, ['object', 'spec']);
    const images = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) =>
      textsAt(spec, list, 'image'),
    );
    images.push(...textsAt(spec, 'volumes', 'image', 'reference'));
    this.asked.push(images);
    const unsigned = images.filter((image) => !image.includes('/signed/'));
    const status = { code: 403, message: `not signed: ${unsigned.join(', ')}` };
    return {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: {
        uid: String(valueAt(request, ['uid'])),
        allowed: unsigned.length === 0,
        ...(unsigned.length === 0 ? {} : { status }),
      },
    };
  }
}

function textsAt(spec: unknown, list: string, ...path: string[]): string[] {
  const items = isObject(spec) ? spec[list] : undefined;
  if (!Array.isArray(items)) return [];
  return items.map((item) => valueAt(item, path)).filter((text) => typeof text === 'string');
}
