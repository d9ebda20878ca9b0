import { POD_SECURITY } from '../config/labels.js';

/** Pod Security's levels, the weakest first. */
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

const [ENFORCE] = POD_SECURITY;
export const ENFORCE_LEVEL = ENFORCE?.level ?? '';
export const ENFORCE_VERSION = ENFORCE?.version ?? '';

export function isLevel(text: string | undefined): text is Level {
  return LEVELS.some((level) => level === text);
}

/** Manifest of a namespace of the sample's tenant `shop`, for the examples of the rules about Pod Security. */
export function namespaceWith(labels: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata:
  name: shop-web
  labels: {${labels}}
`;
}
