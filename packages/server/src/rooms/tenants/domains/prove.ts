/**
 * How somebody shows that a name is theirs: a text record in its zone, or a file on what it serves now. Never by being
 * asked under it: a name that leads here already proves nothing about which tenant it belongs to.
 */
import type { HttpClient, TextRecords } from '../../../foundation/http-client/index.ts';

export type ProofDependencies = { readonly textRecords: TextRecords; readonly http: HttpClient };

/** Where a proof is looked for. */
export function placesOf(host: string): { readonly record: string; readonly url: string } {
  return { record: `_cardea.${host}`, url: `https://${host}/.well-known/cardea-domain.txt` };
}

/** Whether the text record of the name holds the proof. */
export async function isPublished(
  { textRecords }: Pick<ProofDependencies, 'textRecords'>,
  host: string,
  proof: string,
): Promise<boolean> {
  const records = await textRecords(placesOf(host).record);
  return records !== 'unreachable' && records.some((text) => text.trim() === proof);
}

/** Where the proof was found, or null. */
export async function findProof(deps: ProofDependencies, host: string, proof: string): Promise<'dns' | 'https' | null> {
  if (await isPublished(deps, host, proof)) return 'dns';
  const answer = await deps.http.send({ url: placesOf(host).url });
  if (answer.outcome !== 'answered' || answer.status !== 200) return null;
  return answer.body.toString('utf8').trim() === proof ? 'https' : null;
}
