import { describe } from 'vitest';
import { append, type Case, set, testCases } from './planted.js';

const FRONTEND = 'Deployment shop-web/frontend';
const SPEC = ['spec', 'template', 'spec'];
const IMAGE = [...SPEC, 'containers', 0, 'image'];
const AT = 'spec.template.spec.containers[name=frontend].image';

const CASES: readonly Case[] = [
  {
    title: 'an image of whatever version',
    plant: set(FRONTEND, IMAGE, 'registry.example.com/shop/frontend:latest'),
    finds: [`image/latest-tag: ${FRONTEND}: ${AT}`],
  },
  {
    title: 'an image of a registry that begins alike',
    plant: set(FRONTEND, IMAGE, 'registry.example.com.evil.net/shop/frontend:1.2.3'),
    finds: [`image/registry: ${FRONTEND}: ${AT}`],
  },
  {
    title: 'a foreign image without a tag, mounted as a volume',
    plant: append(FRONTEND, [...SPEC, 'volumes'], { name: 'models', image: { reference: 'docker.io/models/llm' } }),
    finds: [
      `image/latest-tag: ${FRONTEND}: spec.template.spec.volumes[name=models].image.reference`,
      `image/registry: ${FRONTEND}: spec.template.spec.volumes[name=models].image.reference`,
    ],
  },
  {
    title: 'a tag where digests are demanded',
    plant: set('Deployment bank-ledger/ledger', IMAGE, 'registry.example.com/bank/ledger:1'),
    finds: ['image/digest: Deployment bank-ledger/ledger: spec.template.spec.containers[name=ledger].image'],
  },
];

describe('a fault in an image', () => {
  testCases('image', CASES);
});
