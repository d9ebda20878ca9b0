import { App, Chart, JsonPatch } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { KubernetesObject } from '../../lib/constructs/kubernetes-object.js';

function configMap(chart = new Chart(new App(), 'chart')): KubernetesObject {
  return new KubernetesObject(chart, 'files', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'files', namespace: 'shop-web' },
    data: { a: '1' },
  });
}

const WRITTEN = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'files', namespace: 'shop-web' },
  data: { a: '1' },
};

describe('an object as plain data', () => {
  test('is what was written', () => {
    expect(configMap().toJson()).toEqual(WRITTEN);
  });

  test('takes labels and annotations that are added afterwards', () => {
    const object = configMap();
    object.metadata.addLabel('team', 'shop');
    object.metadata.addAnnotation('note', 'x');
    expect(object.toJson()).toEqual({
      ...WRITTEN,
      metadata: { ...WRITTEN.metadata, labels: { team: 'shop' }, annotations: { note: 'x' } },
    });
  });

  test('takes JSON patches', () => {
    const object = configMap();
    object.addJsonPatch(JsonPatch.add('/data/b', '2'));
    expect(object.toJson()).toEqual({ ...WRITTEN, data: { a: '1', b: '2' } });
  });

  test('takes the labels of its chart', () => {
    const object = configMap(new Chart(new App(), 'chart', { labels: { team: 'shop' } }));
    expect(object.toJson()).toEqual({ ...WRITTEN, metadata: { ...WRITTEN.metadata, labels: { team: 'shop' } } });
  });

  test('is rendered by cdk8s itself too', () => {
    const app = new App();
    configMap(new Chart(app, 'chart'));
    expect(app.synthYaml()).toBe(`\
apiVersion: v1
kind: ConfigMap
metadata:
  name: files
  namespace: shop-web
data:
  a: "1"
`);
  });
});
