/**
 * Judges the accounts elsewhere of a record: each belongs to a connection that is here, and is vouched for by whom that
 * connection asks. Under any other issuer it would wait for the day that somebody points the connection there.
 */
import type { CustomerRecord } from '@cardea/contract';
import { type Connection, vouchedBy } from '../../connections/index.ts';
import type { IdentityKey, IdentitySnapshot } from '../../credentials/index.ts';
import { roundedSubject } from './mappings/mapping.ts';
import type { ImportChoices } from './options.ts';

export type JudgedIdentity = IdentityKey & IdentitySnapshot;

export type IdentityContext = {
  readonly choices: ImportChoices;
  /** Those of the tenant, by id. */
  readonly connections: ReadonlyMap<string, Connection>;
  /** Whether a file names connections by their ids, as ours do; others name providers, and only what is mapped counts. */
  readonly namesConnections: boolean;
};

type Refusal = {
  readonly refused:
    | 'identity.connection_unknown'
    | 'identity.issuer_unknown'
    | 'identity.subject_malformed'
    | 'identity.subject_not_text';
  readonly field: 'identities';
};

export function identitiesOf(
  given: CustomerRecord['identities'],
  { choices, connections, namesConnections }: IdentityContext,
  leftOut: string[],
): { readonly held: readonly JudgedIdentity[] } | Refusal {
  const held = new Map<string, JudgedIdentity>();
  for (const { connection: name, issuer: said, subject, email = null, name: shown = null } of given) {
    const { connections: mapped = {} } = choices;
    const connectionId = Object.hasOwn(mapped, name) ? mapped[name] : namesConnections ? name : undefined;
    if (connectionId === undefined) {
      leftOut.push(/^[a-z0-9][a-z0-9._-]{0,39}$/i.test(name) ? `identities.${name}` : 'identities');
      continue;
    }
    const connection = connections.get(connectionId);
    const issuer = connection === undefined ? null : vouchedBy(connection, said ?? null);
    const refused = connection === undefined ? 'connection_unknown' : issuer === null ? 'issuer_unknown' : null;
    if (subject === roundedSubject) return { refused: 'identity.subject_not_text', field: 'identities' };
    // As the provider writes it, or nobody ever comes back as this one.
    if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(subject))
      return { refused: 'identity.subject_malformed', field: 'identities' };
    if (refused !== null && choices.undeclared === 'reject')
      return { refused: `identity.${refused}`, field: 'identities' };
    if (issuer === null) leftOut.push('identities');
    else
      held.set(JSON.stringify([connectionId, issuer, subject]), { connectionId, issuer, subject, email, name: shown });
  }
  return { held: [...held.values()] };
}
