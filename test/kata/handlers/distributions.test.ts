import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DISTRIBUTIONS, placeOf } from '../../../lib/kata/handlers/distributions.js';

describe('where a node keeps its container runtime', () => {
  it('is where upstream keeps it', () => {
    expect(placeOf('containerd', 'kubernetes')).toMatchObject({
      config: '/etc/containerd/config.toml',
      dropIn: '/etc/containerd/conf.d/bulkhead-kata.toml',
      services: ['containerd'],
    });
    expect(placeOf('containerd', 'rke2')).toEqual({
      config: '/var/lib/rancher/rke2/agent/etc/containerd/config.toml',
      dropIn: '/var/lib/rancher/rke2/agent/etc/containerd/config-v3.toml.d/bulkhead-kata.toml',
      dropInOfVersion2: '/var/lib/rancher/rke2/agent/etc/containerd/config.toml.d/bulkhead-kata.toml',
      templates: {
        version2: '/var/lib/rancher/rke2/agent/etc/containerd/config.toml.tmpl',
        version3: '/var/lib/rancher/rke2/agent/etc/containerd/config-v3.toml.tmpl',
      },
      socket: '/run/k3s/containerd/containerd.sock',
      services: ['rke2-server', 'rke2-agent'],
      program: '/var/lib/rancher/rke2/bin/containerd',
    });
    expect(placeOf('containerd', 'k0s')).toMatchObject({
      dropIn: '/etc/k0s/containerd.d/bulkhead-kata.toml',
      services: [],
    });
    expect(placeOf('cri-o', 'kubernetes')).toMatchObject({ dropIn: '/etc/crio/crio.conf.d/00-bulkhead-kata.conf' });
  });

  it('is its own for CRI-O, whatever it runs beside', () => {
    for (const each of DISTRIBUTIONS) expect(placeOf('cri-o', each).services).toEqual(['crio']);
  });

  it.each(DISTRIBUTIONS)(
    '%s: the drop-in lies beside the main file, where only files of that kind are read',
    (each) => {
      const { config, dropIn, dropInOfVersion2 } = placeOf('containerd', each);
      for (const path of [dropIn, dropInOfVersion2]) {
        expect(dirname(dirname(path))).toBe(dirname(config));
        expect(path).toMatch(/\.toml$/);
      }
    },
  );
});
