import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpMethod } from '@kubernetes/client-node';
import { Client } from './client.js';
import { freePorts, Processes } from './processes.js';

/** Somebody whom the API server knows by a token. */
export interface User {
  readonly name: string;
  readonly groups?: readonly string[];
}

/** Nothing but the setup of a test. */
const ADMIN: User = { name: 'admin', groups: ['system:masters'] };

export interface ControlPlaneOptions {
  /** Path of a binary, by its name. */
  readonly binary: (name: string) => string;
  /** The minor that the API server is to be, such as `1.34`. */
  readonly version: string;
  readonly users?: readonly User[];
}

/** A kube-apiserver with its etcd, on free loopback ports, until `end`. */
export class ControlPlane {
  /** The test's own hands: `system:masters`. */
  readonly admin: Client;
  readonly processes: Processes;
  private readonly server: string;

  private constructor(processes: Processes, server: string) {
    this.processes = processes;
    this.server = server;
    this.admin = Client.of(server, tokenOf(ADMIN));
  }

  static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
    const processes = new Processes();
    try {
      return await ControlPlane.startIn(processes, options);
    } catch (error) {
      await processes.end();
      throw error;
    }
  }

  private static async startIn(processes: Processes, { binary, version, users = [] }: ControlPlaneOptions) {
    const { etcd, peer, api } = await freePorts('etcd', 'peer', 'api');
    const { folder } = processes;
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeFileSync(join(folder, 'service-account.key'), privateKey, { mode: 0o600 });
    writeFileSync(join(folder, 'tokens.csv'), tokens(users), { mode: 0o600 });
    const etcdUrl = `http://127.0.0.1:${etcd}`;
    const peerUrl = `http://127.0.0.1:${peer}`;
    processes.start({
      name: 'etcd',
      argv: [
        binary('etcd'),
        '--data-dir=etcd',
        `--listen-client-urls=${etcdUrl}`,
        `--advertise-client-urls=${etcdUrl}`,
        `--listen-peer-urls=${peerUrl}`,
        `--initial-advertise-peer-urls=${peerUrl}`,
        `--initial-cluster=default=${peerUrl}`,
        '--unsafe-no-fsync',
        '--log-level=error',
      ],
    });
    processes.start({
      name: 'kube-apiserver',
      argv: [
        binary('kube-apiserver'),
        `--etcd-servers=${etcdUrl}`,
        `--secure-port=${api}`,
        '--bind-address=127.0.0.1',
        '--cert-dir=certificates',
        `--emulated-version=kube=${version}`,
        '--service-account-issuer=https://kubernetes.default.svc',
        '--service-account-key-file=service-account.key',
        '--service-account-signing-key-file=service-account.key',
        '--token-auth-file=tokens.csv',
        '--authorization-mode=RBAC',
        '--service-cluster-ip-range=10.96.0.0/16',
        '--allow-privileged',
      ],
    });
    const plane = new ControlPlane(processes, `https://127.0.0.1:${api}`);
    await plane.until('the API server is ready', () => plane.admin.send(HttpMethod.GET, '/readyz'), 60);
    return plane;
  }

  as(user: User): Client {
    return Client.of(this.server, tokenOf(user));
  }

  /** Tries until it neither throws nor answers false. Throws the last error, or what was waited for, after `seconds`. */
  async until<T>(what: string, attempt: () => Promise<T | false>, seconds = 30): Promise<T> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      this.processes.expectRunning();
      let failure: unknown = 'it is not so';
      try {
        const result = await attempt();
        if (result !== false) return result;
      } catch (error) {
        failure = error;
      }
      if (Date.now() > deadline) throw new Error(`waited ${seconds} s until ${what}`, { cause: failure });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  end(): Promise<void> {
    return this.processes.end();
  }
}

function tokens(users: readonly User[]): string {
  return [ADMIN, ...users].map(row).join('');
}

/** Token, name, id and groups. Names of users and groups are ours or checked declarations: they hold no quotes. */
function row(user: User): string {
  return `${tokenOf(user)},"${user.name}","${user.name}","${(user.groups ?? []).join(',')}"\n`;
}

/** Nobody but the tests can reach the cluster, for which a user's name is secret enough. */
function tokenOf({ name }: User): string {
  return Buffer.from(name).toString('base64url');
}
