/** Which addresses a client_id may be (draft-ietf-oauth-client-id-metadata-document, section 3). Pure. */
import { examineWeb } from '../addresses.ts';

// It is an id in addresses of ours too.
const longest = 160;

/** The address, or null for what is none: https, a path, one spelling, no user, no query, no fragment. */
export function readDocumentAddress(text: string, rules: { readonly development: boolean }): URL | null {
  if (text.length > longest || !/^https?:\/\//.test(text) || text.includes('?')) return null;
  if (examineWeb(text, rules) !== null) return null;
  const url = new URL(text);
  return url.pathname === '/' ? null : url;
}

/** Whether an id is such an address at all; which of them counts is judged where the document is read. */
export function isDocumentId(text: string): boolean {
  return readDocumentAddress(text, { development: true }) !== null;
}
