/**
 * An application registers itself (RFC 7591), where its tenant lets it: for as long as there is room, under a name that
 * is not somebody else's, and with nothing that only an operator could grant (case 118).
 */
import { hashSecret, newSecret } from '../../../foundation/ids/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { changesWithin } from '../changes.ts';
import {
  countOfThemselves,
  holdRegistrations,
  insertRegistration,
  listChosenNames,
  opensRegistration,
  useInitialToken,
} from '../store/of-itself.ts';
import type { OfItselfDependencies } from './dependencies.ts';
import { looksLikeOneOf } from './names.ts';
import { type OfferError, readOffer } from './read-offer.ts';

export type RegisteredItself =
  | { readonly kind: 'registered'; readonly applicationId: string; readonly accessToken: string }
  | { readonly kind: 'refused'; readonly error: OfferError; readonly description: string }
  /** No initial access token, or one that does not count. */
  | { readonly kind: 'token_required' }
  /** There are as many as the tenant takes. */
  | { readonly kind: 'full' }
  | { readonly kind: 'off' };

export type Offered = {
  readonly offer: unknown;
  readonly initialToken: string | null;
  readonly requestId: string;
};

const nameRefused = {
  kind: 'refused',
  error: 'invalid_client_metadata',
  description: 'client_name looks like the name of another application',
} as const;

export async function registerItself(
  deps: OfItselfDependencies,
  { tenantId, settings }: Tenant,
  { offer, initialToken, requestId }: Offered,
): Promise<RegisteredItself> {
  const { registration, mostApplications } = settings.agents;
  if (registration === 'off') return { kind: 'off' };
  if (registration === 'with_initial_token' && initialToken === null) return { kind: 'token_required' };
  const read = readOffer(offer, { development: deps.development, document: null });
  const tokenHash = initialToken === null ? null : hashSecret(initialToken);
  return deps.database.transaction({}, async (tx) => {
    await holdRegistrations(tx, tenantId);
    const needsToken = registration === 'with_initial_token';
    // First of all: whoever may not register learns nothing of the rules.
    if (needsToken && (tokenHash === null || !(await opensRegistration(tx, tenantId, tokenHash))))
      return { kind: 'token_required' };
    if (read.kind === 'refused') return read;
    if ((await countOfThemselves(tx, tenantId)) >= mostApplications) return { kind: 'full' };
    if (looksLikeOneOf(read.metadata.client_name, await listChosenNames(tx, tenantId))) return nameRefused;
    // Last of all: what is refused uses nothing up.
    const tokenId = needsToken && tokenHash !== null ? await useInitialToken(tx, tenantId, tokenHash) : null;
    if (tokenId === undefined) return { kind: 'token_required' };
    const accessToken = newSecret();
    const changes = changesWithin(deps, tx, { actor: { kind: 'visitor' }, requestId });
    const wanted = { metadata: read.metadata, firstParty: false, madeBy: 'registration' as const };
    const { applicationId } = await changes.register(tenantId, wanted);
    const accessTokenHash = hashSecret(accessToken);
    await insertRegistration(tx, { tenantId, applicationId, accessTokenHash, initialTokenId: tokenId });
    return { kind: 'registered', applicationId, accessToken };
  });
}
