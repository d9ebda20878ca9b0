/** The parts of an image reference (distribution/reference, normalised as container runtimes do). */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** `library/nginx` for `nginx`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

/** Undefined where `text` is no image reference. */
export function parseImage(text: string): ImageReference | undefined {
  const [name, digest, ...more] = text.split('@');
  if (name === undefined || more.length > 0) return undefined;
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  const slash = name.indexOf('/');
  const host = slash < 0 ? '' : name.slice(0, slash);
  // A first part is a host when it could not be a folder: it has a dot or a port, or is localhost.
  const hasHost = host === 'localhost' || host.includes('.') || host.includes(':');
  const rest = hasHost ? name.slice(slash + 1) : name;
  const colon = rest.lastIndexOf(':');
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  if (!/^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(path)) return undefined;
  if (tag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag)) return undefined;
  if (hasHost && !/^[A-Za-z0-9.-]+(:[0-9]{1,5})?$/.test(host)) return undefined;
  const registry = hasHost ? host : 'docker.io';
  return {
    registry,
    repository: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Whether `allowed` (a host, or a host and the beginning of a path: whole parts of it) covers the image. */
export function isFrom(image: ImageReference, allowed: string): boolean {
  const name = `${image.registry}/${image.repository}`;
  return name === allowed || name.startsWith(allowed.endsWith('/') ? allowed : `${allowed}/`);
}
