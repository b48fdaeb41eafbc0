/** The origin of a redirect address, or its scheme where an app claims one: where a form of ours may lead besides us. */
export function formTargetOf(redirectUri: string): string {
  const url = URL.parse(redirectUri);
  if (url === null) return '';
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : url.protocol;
}
