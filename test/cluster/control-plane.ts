import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpMethod, KubeConfig } from '@kubernetes/client-node';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { Client } from './client.js';
import { follow } from './follow.js';
import { freePorts, Processes } from './processes.js';
import {
  ADMIN,
  CONTROLLER_MANAGER,
  EXTERNAL_SECRETS_STAND_IN,
  KWOK,
  SCHEDULER,
  tokenFile,
  tokenOf,
  type User,
  VOLUME_STAND_IN,
} from './users.js';

/** Known to every API server; nothing runs as them but what controllers.ts and its neighbours start. */
const OURS = [ADMIN, CONTROLLER_MANAGER, SCHEDULER, KWOK, VOLUME_STAND_IN, EXTERNAL_SECRETS_STAND_IN];

export interface ControlPlaneOptions {
  /** Path of a binary, by its name. */
  readonly binary: (name: string) => string;
  /** The minor that the API server is to be, such as `1.34`. */
  readonly version: string;
  readonly users?: readonly User[];
}

/** Milliseconds between two looks at what is waited for. */
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 1000;

/** In the folder of the processes. */
export const SERVICE_ACCOUNT_KEY = 'service-account.key';
const CERTIFICATES = 'certificates';
/** The API server makes it where it is given none. */
export const SERVING_CERTIFICATE = `${CERTIFICATES}/apiserver.crt`;

/** A kube-apiserver with its etcd, on free loopback ports, until `end`. */
export class ControlPlane {
  /** The test's own hands: `system:masters`. */
  readonly admin: Client;
  readonly processes: Processes;
  readonly options: ControlPlaneOptions;
  readonly server: string;
  /** Where etcd answers: it knows what was stored before what. */
  readonly etcd: string;
  private isOver = false;

  private constructor(processes: Processes, server: string, etcd: string, options: ControlPlaneOptions) {
    this.processes = processes;
    this.server = server;
    this.etcd = etcd;
    this.options = options;
    this.admin = this.as(ADMIN);
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

  private static async startIn(processes: Processes, options: ControlPlaneOptions) {
    const { binary, version, users = [] } = options;
    const { etcd, peer, api } = await freePorts('etcd', 'peer', 'api');
    const { folder } = processes;
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeFileSync(join(folder, SERVICE_ACCOUNT_KEY), privateKey, { mode: 0o600 });
    writeFileSync(join(folder, 'tokens.csv'), tokenFile([...OURS, ...users]), { mode: 0o600 });
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
        `--cert-dir=${CERTIFICATES}`,
        `--emulated-version=kube=${version}`,
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-key-file=${SERVICE_ACCOUNT_KEY}`,
        `--service-account-signing-key-file=${SERVICE_ACCOUNT_KEY}`,
        '--token-auth-file=tokens.csv',
        '--authorization-mode=RBAC',
        '--service-cluster-ip-range=10.96.0.0/16',
        '--allow-privileged',
        // Nobody has to be kept from crowding out others, which costs a part of every request.
        '--enable-priority-and-fairness=false',
      ],
    });
    const plane = new ControlPlane(processes, `https://127.0.0.1:${api}`, etcdUrl, options);
    await plane.until('the API server is ready', () => plane.admin.send(HttpMethod.GET, '/readyz'), 60);
    return plane;
  }

  /** The API server of another minor on the same data, as when a cluster is upgraded. */
  async upgrade(version: string): Promise<void> {
    const isVersion = /^--emulated-version=/;
    await this.processes.restart('kube-apiserver', (argument) =>
      isVersion.test(argument) ? `--emulated-version=kube=${version}` : argument,
    );
    const minor = async () => (await this.admin.send(HttpMethod.GET, '/version')).object.emulationMinor;
    await this.until(`the API server is at ${version}`, async () => `1.${await minor()}` === version, 60);
    await this.until('it is ready', () => this.admin.send(HttpMethod.GET, '/readyz'), 60);
  }

  as(user: User): Client {
    return this.configOf(user).makeApiClient(Client);
  }

  /** The client library's own, for what takes no client: `Exec`, `Watch`. */
  configOf(user: User): KubeConfig {
    const config = new KubeConfig();
    const cluster = { name: 'test', server: this.server, skipTLSVerify: true };
    config.loadFromClusterAndUser(cluster, { name: user.name, token: tokenOf(user) });
    return config;
  }

  /** Path of a kubeconfig file with which a process is that user. */
  kubeconfigOf(user: User): string {
    const path = join(this.processes.folder, `${user.name.replaceAll(':', '-')}.kubeconfig`);
    writeFileSync(path, this.configOf(user).exportConfig(), { mode: 0o600 });
    return path;
  }

  /**
   * Tries until it neither throws nor answers false. Throws the last error, or what was waited for, after `seconds`. Pauses
   * grow with what was waited already, so that looking does not take the processors from what is looked at.
   */
  async until<T>(what: string, attempt: () => Promise<T | false>, seconds = 30): Promise<T> {
    const start = Date.now();
    const deadline = start + seconds * 1000;
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
      await sleep(Math.min(Math.max((Date.now() - start) / 10, SHORTEST_PAUSE), LONGEST_PAUSE));
    }
  }

  /**
   * Does something in the test itself with every object of a path, and again with each that changes, one after the other, until
   * the end. Where it fails, it counts as a process that has ended.
   */
  async follow(user: User, path: string, look: (object: JsonObject) => Promise<void>): Promise<void> {
    try {
      // The API server ends a watch now and then. One that asks for no version begins with all that is there.
      while (!this.isOver) await follow(this.configOf(user), path, look);
    } catch (error) {
      if (!this.isOver) this.processes.tellFailure(user.name, error);
    }
  }

  end(): Promise<void> {
    this.isOver = true;
    return this.processes.end();
  }
}
