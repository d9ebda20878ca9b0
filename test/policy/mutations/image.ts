import { append, type Case, set } from './case.js';
import { declared, declaring, rendered, SHOP_WORKLOADS } from './company.js';

const FRONTEND = 'Deployment shop-web/frontend';
const SPEC = ['spec', 'template', 'spec'];
const IMAGE = [...SPEC, 'containers', 0, 'image'];
const AT = 'spec.template.spec.containers[name=frontend].image';

export const imageCases: readonly Case[] = [
  {
    title: 'an image of whatever version',
    plant: set(FRONTEND, IMAGE, 'registry.example.com/shop/frontend:latest'),
    finds: [
      {
        is: `image/latest-tag: ${FRONTEND}: ${AT}`,
        declared: declared.workloads('image: »registry.example.com/shop/frontend:1.2.3'),
        rendered: rendered.frontend('image: »registry.example.com/shop/frontend:latest'),
      },
    ],
  },
  {
    title: 'an image of a registry that begins alike',
    plant: set(FRONTEND, IMAGE, 'registry.example.com.evil.net/shop/frontend:1.2.3'),
    finds: [
      {
        is: `image/registry: ${FRONTEND}: ${AT}`,
        declared: declared.workloads('image: »registry.example.com/shop/frontend:1.2.3'),
        rendered: rendered.frontend('image: »registry.example.com.evil.net/shop/frontend:1.2.3'),
      },
    ],
  },
  {
    title: 'a foreign image without a tag, mounted as a volume',
    plant: append(FRONTEND, [...SPEC, 'volumes'], { name: 'models', image: { reference: 'docker.io/models/llm' } }),
    finds: [
      {
        is: `image/latest-tag: ${FRONTEND}: spec.template.spec.volumes[name=models].image.reference`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('reference: »docker.io/models/llm'),
      },
      {
        is: `image/registry: ${FRONTEND}: spec.template.spec.volumes[name=models].image.reference`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('reference: »docker.io/models/llm'),
      },
    ],
  },
  {
    title: 'a tag where digests are demanded',
    plant: set('Deployment bank-ledger/ledger', IMAGE, 'registry.example.com/bank/ledger:1'),
    finds: [
      {
        is: 'image/digest: Deployment bank-ledger/ledger: spec.template.spec.containers[name=ledger].image',
        declared: declared.ledger(
          'image: »registry.example.com/bank/ledger@sha256:4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f',
        ),
        rendered: rendered.ledger('- image: »registry.example.com/bank/ledger:1'),
      },
    ],
  },
  {
    title: 'a declared image whose tag moves',
    declarations: declaring(SHOP_WORKLOADS, 'frontend:1.2.3', 'frontend:latest'),
    finds: [
      {
        is: `image/latest-tag: ${FRONTEND}: ${AT}`,
        declared: declared.workloads('image: »registry.example.com/shop/frontend:latest'),
        rendered: rendered.frontend('image: »registry.example.com/shop/frontend:latest'),
      },
    ],
  },
  {
    title: 'a declared image without a tag',
    declarations: declaring(SHOP_WORKLOADS, 'shop/db:1', 'shop/db'),
    finds: [
      {
        is: 'image/latest-tag: StatefulSet shop-data/db: spec.template.spec.containers[name=db].image',
        declared: declared.workloads('image: »registry.example.com/shop/db'),
        rendered: rendered.db('image: »registry.example.com/shop/db'),
      },
    ],
  },
];
