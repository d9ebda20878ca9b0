/** The host of an address that the schema has accepted; an IPv6 address without its brackets. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}
