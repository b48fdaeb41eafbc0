/**
 * Reads the document that an application is known by: through the guarded client, without redirects, small and quick.
 * What it says is nobody's word but its own.
 */
import { createHttpClient } from '../../../foundation/http-client/index.ts';
import { readJson } from './read-json.ts';
import { type Offer, readOffer } from './read-offer.ts';

export type FetchedDocument =
  | { readonly kind: 'document'; readonly offer: Extract<Offer, { kind: 'metadata' }>; readonly freshSeconds: number }
  /** There is none, or none that describes an application that may sign customers in. */
  | { readonly kind: 'none'; readonly reason: string }
  /** Nobody can say at the moment. */
  | { readonly kind: 'unreachable'; readonly reason: string };

const limits = { timeoutMilliseconds: 5000, mostBytes: 16 * 1024 };
const [shortest, usual, longest] = [300, 3600, 24 * 60 * 60];

export async function fetchDocument(address: URL, rules: { readonly development: boolean }): Promise<FetchedDocument> {
  const isHere = rules.development && address.protocol === 'http:';
  const client = createHttpClient({ ...limits, ...(isHere ? { developmentHosts: [address.host] } : {}) });
  const answer = await client.send({ url: address.href, headers: { accept: 'application/json' } });
  if (answer.outcome === 'failed')
    return answer.reason === 'too_large' || answer.reason === 'address_refused'
      ? { kind: 'none', reason: answer.reason }
      : { kind: 'unreachable', reason: answer.reason };
  const { status, headers, body } = answer;
  if (status === 404 || status === 410) return { kind: 'none', reason: `it answered ${status}` };
  if (status !== 200) return { kind: 'unreachable', reason: `it answered ${status}` };
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(String(headers['content-type'])))
    return { kind: 'none', reason: 'it is no JSON' };
  const said = readJson(body);
  if (said === null || said['client_id'] !== address.href)
    return { kind: 'none', reason: 'client_id is not its address' };
  const offer = readOffer(said, { ...rules, document: address });
  if (offer.kind === 'refused') return { kind: 'none', reason: offer.description };
  return { kind: 'document', offer, freshSeconds: freshSeconds(String(headers['cache-control'] ?? '')) };
}

/** For how long it may be believed: as its server says, within bounds of ours. */
function freshSeconds(cacheControl: string): number {
  if (/\bno-(?:store|cache)\b/i.test(cacheControl)) return shortest;
  const said = /\bmax-age=(\d{1,9})\b/i.exec(cacheControl)?.[1];
  return said === undefined ? usual : Math.min(longest, Math.max(shortest, Number(said)));
}
