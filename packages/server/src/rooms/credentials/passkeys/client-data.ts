/** What the browser says it was asked, read before anything of it is believed: which challenge, and from where. */

export type ClientData = { readonly challenge: string; readonly isFramed: boolean };

/** Reads it, or null when it is not what browsers write. */
export function readClientData(encoded: string): ClientData | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    if (typeof data !== 'object' || data === null || !('challenge' in data)) return null;
    const { challenge } = data;
    if (typeof challenge !== 'string' || challenge.length > 200) return null;
    // Our pages are never framed: an answer from inside another site's page is refused whoever signed it (case 69).
    const isFramed = ('crossOrigin' in data && data.crossOrigin !== false) || 'topOrigin' in data;
    return { challenge, isFramed };
  } catch {
    return null;
  }
}
