import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { partAt } from '../../cluster/parts.js';

interface Taint {
  readonly key: string;
  readonly effect: string;
}

const TOKEN = 'eyJhbGciOi.test-token_0';

/** Stands in for the API server, as far as a node asks it about itself: GET, and two kinds of PATCH. */
export class NodeApi {
  labels: Record<string, string> = {};
  annotations: Record<string, string> = {};
  taints: Taint[] = [];
  /** All that was patched, as it came. */
  readonly patches: string[] = [];
  /** What it has to download, by path. */
  readonly archives = new Map<string, Buffer>();
  /** Answers 500 to everything. */
  isDown = false;
  private server: Server | undefined;
  private port = 0;

  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async start(): Promise<void> {
    const [key, certificate] = [join(this.folder, 'key.pem'), join(this.folder, 'ca.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync(partAt('openssl'), ['req', ...kind, ...subject, '-keyout', key, '-out', certificate], {
      stdio: 'pipe',
    });
    writeFileSync(join(this.folder, 'token'), TOKEN);
    this.server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const archive = this.archives.get(request.url ?? '');
        if (archive !== undefined) {
          response.end(archive);
          return;
        }
        const allowed = request.headers.authorization === `Bearer ${TOKEN}` && request.url === '/api/v1/nodes/worker-1';
        const code = this.isDown ? 500 : !allowed ? 403 : this.answer(request, Buffer.concat(chunks).toString());
        response.writeHead(code, { 'content-type': 'application/json' });
        response.end(JSON.stringify(this.node));
      });
    });
    const { server } = this;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
  }

  get environment(): Record<string, string> {
    return {
      NODE_NAME: 'worker-1',
      API_SERVER: `https://127.0.0.1:${this.port}`,
      TOKEN_FILE: join(this.folder, 'token'),
      CA_FILE: join(this.folder, 'ca.pem'),
    };
  }

  end(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private get node(): object {
    const { labels, annotations, taints } = this;
    const spec = taints.length === 0 ? {} : { taints };
    return { kind: 'Node', metadata: { name: 'worker-1', labels, annotations }, spec, status: { images: [] } };
  }

  private answer({ method, headers }: IncomingMessage, body: string) {
    if (method === 'GET') return 200;
    this.patches.push(body);
    const patch = JSON.parse(body);
    if (headers['content-type'] === 'application/merge-patch+json') {
      merge(this.labels, patch.metadata.labels ?? {});
      merge(this.annotations, patch.metadata.annotations ?? {});
      return 200;
    }
    // What lifts a taint: a test of its key, then its removal (RFC 6902).
    const [test, remove] = patch;
    const place = Number(/^\/spec\/taints\/(\d+)\/key$/.exec(test.path)?.[1]);
    if (this.taints[place]?.key !== test.value || remove.path !== `/spec/taints/${place}`) return 422;
    this.taints.splice(place, 1);
    return 200;
  }
}

/** RFC 7396, for maps of texts. */
function merge(into: Record<string, string>, patch: Record<string, string | null>): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete into[key];
    else into[key] = value;
  }
}
