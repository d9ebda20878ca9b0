/** The path of a file as a URI: relative where the path is, with nothing in it that a URI has another use for. */
export function uriOf(file: string): string {
  const segments = file.split('/').filter((segment, at) => segment !== '.' && (segment !== '' || at === 0));
  const path = segments.map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'))).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
