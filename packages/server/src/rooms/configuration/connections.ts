/** Connections as a file says them: read, checked as far as that needs nobody else, and told as a person would write them. */
import { connectionId as idForm } from '@cardea/contract';
import {
  type Connection,
  type CurrentSecret,
  checkSettings,
  readMailDomain,
  saidSettings,
} from '../connections/index.ts';
import { isSame, type Plain, sorted } from './plain.ts';
import type { ConfigurationFile, SecretReference } from './schema.ts';
import { explainFinding } from './sentences.ts';

export type WantedConnection = Pick<Connection, 'connectionId' | 'name' | 'preset' | 'state' | 'given'> & {
  readonly secret: SecretReference | null;
  /** All its domains; null leaves them as they are. */
  readonly domains: readonly string[] | null;
};

type Note = (path: readonly PropertyKey[], message: string) => void;

/** What an entry of the file wants; says what is wrong with it. */
export function readConnection(
  connectionId: string,
  entry: NonNullable<ConfigurationFile['connections']>[string],
  { development }: { readonly development: boolean },
  note: Note,
): WantedConnection {
  const place = ['connections', connectionId];
  const { name, preset, state, client_secret: secret = null, domains, ...given } = entry;
  if (!idForm.safeParse(connectionId).success)
    note(place, 'The id of a connection has 2 to 40 small letters, digits or hyphens.');
  for (const [field, finding] of Object.entries(checkSettings(preset, given, { development, attributes: null })))
    note([...place, field], explainFinding(finding));
  if (secret !== null && given.token_endpoint_auth_method === 'none')
    note([...place, 'client_secret'], explainFinding('not_with_none'));
  const readDomain = (text: string, index: number): string[] => {
    const domain = readMailDomain(text, development);
    if (domain === null) note([...place, 'domains', index], 'This is no mail domain.');
    return domain === null ? [] : [domain];
  };
  return {
    ...{ connectionId, name, preset, state, given, secret },
    domains: domains === undefined ? null : [...new Set(domains.flatMap(readDomain))].sort(),
  };
}

/** A connection without its id. */
export function plainConnection(
  { name, preset, state, given }: Pick<Connection, 'name' | 'preset' | 'state' | 'given'>,
  reference: CurrentSecret['reference'],
  domains: readonly string[],
): Plain {
  return {
    name,
    preset,
    ...(state === 'active' ? {} : { state }),
    ...sorted(saidSettings(preset, given)),
    ...(reference === null ? {} : { client_secret: reference }),
    ...(domains.length === 0 ? {} : { domains }),
  };
}

/** Whether applying the file gives the connection another secret than it has. */
export function isOtherSecret(wanted: WantedConnection, current: CurrentSecret | null, read: string | null): boolean {
  return wanted.secret !== null && read !== null && current?.text !== read;
}

/** Whether the file refers to the secret where it is known to be kept. */
export function isNoted({ secret }: WantedConnection, current: CurrentSecret | null): boolean {
  return isSame(current?.reference ?? null, secret);
}
