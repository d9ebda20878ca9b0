import { add, type Case } from './case.js';
import { rendered } from './company.js';

const configMap = (name: string) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: shop-web}
data: {level: debug}
`;

export const manifestCases: readonly Case[] = [
  { title: 'no fault', plant: add(configMap('frontend-settings')), finds: [] },
  {
    title: 'what is rendered stands there once more',
    plant: add(configMap('frontend-conf')),
    finds: [
      {
        is: 'manifest/duplicate-object: ConfigMap shop-web/frontend-conf: metadata.name',
        rendered: rendered.planted('name: »frontend-conf'),
        related: rendered.frontend('\n  name: »frontend-conf'),
      },
    ],
  },
  {
    title: 'an object twice that nobody declared',
    plant: add([configMap('notes'), configMap('notes')].join('---')),
    finds: [
      {
        is: 'manifest/duplicate-object: ConfigMap shop-web/notes: metadata.name',
        rendered: rendered.planted('---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: »notes'),
        related: rendered.planted(
          'overwrites what is edited here.\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: »notes',
        ),
      },
    ],
  },
];
