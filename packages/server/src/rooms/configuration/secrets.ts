/**
 * Secrets that a file refers to. They are read where the file is applied, hashed at once, and neither stored nor told;
 * a reference that is noted already need not be readable, so a plan can be made where the secrets are not.
 */
import { hashSecret } from '../../foundation/ids/index.ts';
import { isNoted } from './connections.ts';
import type { Finding } from './finding.ts';
import { isSame } from './plain.ts';
import type { ReadConnectionSecrets, ReadSecrets } from './planned.ts';
import { nameOf } from './read-yaml.ts';
import type { SecretReference } from './schema.ts';
import type { State } from './state.ts';
import type { Wanted } from './wanted.ts';

/** The secret that a reference points to, or null where there is none; absent where references cannot be followed. */
export type FollowReference = (reference: SecretReference) => string | null;

const shortest = 32;

export function readSecrets(
  state: State,
  wanted: Wanted,
  follow: FollowReference | undefined,
): { readonly secrets: ReadSecrets; readonly findings: readonly Finding[] } {
  const secrets = new Map<string, Buffer | null>();
  const findings: Finding[] = [];
  for (const { applicationId, secret: reference } of wanted.applications) {
    if (reference === null) continue;
    const path = ['applications', applicationId, 'client_secret'];
    const refuse = (message: string) => findings.push({ ...wanted.places.at(path), path: nameOf(path), message });
    const secret = follow === undefined ? null : follow(reference);
    const isNoted = isSame(state.secrets.get(applicationId)?.reference ?? null, reference);
    if (secret === null && !isNoted) refuse(unreadable(reference, follow !== undefined));
    else if (secret !== null && !/^[\x21-\x7e]{1,200}$/.test(secret))
      refuse('The secret holds something else than 200 printable ASCII characters at most, without spaces.');
    else if (secret !== null && secret.length < shortest)
      refuse(`The secret is too short: ${shortest} characters at least. Make one with: openssl rand -hex 32`);
    secrets.set(applicationId, secret === null ? null : hashSecret(secret));
  }
  return { secrets, findings };
}

/** The same for connections. What a provider gave is of any length and form; it is kept sealed, for it is shown to them. */
export function readConnectionSecrets(
  state: State,
  wanted: Wanted,
  follow: FollowReference | undefined,
): { readonly connectionSecrets: ReadConnectionSecrets; readonly findings: readonly Finding[] } {
  const connectionSecrets = new Map<string, string | null>();
  const findings: Finding[] = [];
  for (const connection of wanted.connections) {
    const { connectionId, secret: reference } = connection;
    if (reference === null) continue;
    const path = ['connections', connectionId, 'client_secret'];
    const refuse = (message: string) => findings.push({ ...wanted.places.at(path), path: nameOf(path), message });
    const secret = follow === undefined ? null : follow(reference);
    const isKnown = isNoted(connection, state.connectionSecrets.get(connectionId) ?? null);
    if (secret === null && !isKnown) refuse(unreadable(reference, follow !== undefined));
    else if (secret !== null && (secret.trim() === '' || secret.length > 10_000))
      refuse('The secret is empty, or longer than 10,000 characters.');
    connectionSecrets.set(connectionId, secret?.trim() ?? null);
  }
  return { connectionSecrets, findings };
}

function unreadable(reference: SecretReference, canFollow: boolean): string {
  if (!canFollow)
    return 'References to secrets are followed by `./cardea apply` only: leave it out, and rotate the secret afterwards.';
  return 'env' in reference
    ? `The environment has no ${reference.env}: set it where the file is applied.`
    : 'That file cannot be read.';
}
