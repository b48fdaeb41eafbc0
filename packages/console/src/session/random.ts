/** The one source of randomness of the console: the browser's own generator. */

/** A secret of 256 bits in base64url. */
export function newSecret(): string {
  return encode(crypto.getRandomValues(new Uint8Array(32)));
}

/** SHA-256 of a text in base64url, as PKCE asks for it (RFC 7636). */
export async function sha256(text: string): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
