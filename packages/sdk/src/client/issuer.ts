/** The address of a Cardea, as it names itself in its tokens: an origin. Plain http is for one's own machine only. */

/** The issuer without a slash at its end, or a refusal that says what is wrong with it. */
export function checkIssuer(issuer: string): string {
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (url === null || url.username !== '' || url.password !== '' || `${url.origin}/` !== url.href) {
    throw new TypeError(`issuer is the origin of your Cardea, such as https://id.example.com, not ${issuer}`);
  }
  const isLocal = url.hostname === 'localhost' || url.hostname.endsWith('.localhost') || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (isLocal || url.hostname === '[::1]'))) {
    throw new TypeError(`issuer must use https: ${issuer}`);
  }
  return url.origin;
}
