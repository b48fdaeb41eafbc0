/** What a file would change of connections, and what of it cannot be. Pure. */
import type { Attribute } from '@cardea/contract';
import { leadsElsewhere } from '../connections/index.ts';
import { isOtherSecret, plainConnection, type WantedConnection } from './connections.ts';
import type { Finding } from './finding.ts';
import { type Change, leaving, type ReadConnectionSecrets, thing } from './planned.ts';
import { nameOf } from './read-yaml.ts';
import { explainFinding } from './sentences.ts';
import type { State } from './state.ts';
import type { Wanted } from './wanted.ts';

export function planConnections(state: State, wanted: Wanted, secrets: ReadConnectionSecrets): Change[] {
  const changes = wanted.connections.flatMap((connection) => planConnection(state, connection, secrets));
  const gone = goneConnections(state, wanted).flatMap((id) => {
    const former = formerOf(state, id);
    const notes = offeringApplications(state, id).map((client) => `${client} offers it no more.`);
    return former === undefined ? [] : thing('connections', id, former, undefined, { notes });
  });
  return [...changes, ...gone];
}

function goneConnections(state: State, wanted: Wanted): readonly string[] {
  const named = new Set(wanted.connections.map(({ connectionId }) => connectionId));
  return leaving(wanted, 'connections', state.connections.keys(), named);
}

const offeringApplications = ({ applications }: State, id: string): string[] =>
  [...applications].flatMap(([client, { settings }]) =>
    settings.signIn.connections?.includes(id) === true ? [client] : [],
  );

/** Applications that would offer a connection that is not there then. */
export function checkOffered(state: State, wanted: Wanted): Finding[] {
  const there = new Set([...state.connections.keys(), ...wanted.connections.map(({ connectionId }) => connectionId)]);
  for (const id of goneConnections(state, wanted)) there.delete(id);
  return wanted.applications.flatMap(({ applicationId, settings }) => {
    if (settings.signIn.connections?.every((id) => there.has(id)) !== false) return [];
    const path = ['applications', applicationId, 'settings', 'signIn', 'connections'];
    return [{ ...wanted.places.at(path), path: nameOf(path), message: explainFinding('unknown_connection') }];
  });
}

function planConnection(state: State, wanted: WantedConnection, secrets: ReadConnectionSecrets): Change[] {
  const { connectionId: id } = wanted;
  const current = state.connectionSecrets.get(id) ?? null;
  // A file that says nothing of secret or domains leaves them as they are.
  const reference = wanted.secret ?? current?.reference ?? null;
  const next = plainConnection(wanted, reference, wanted.domains ?? state.connectionDomains.get(id) ?? []);
  const former = formerOf(state, id);
  const isOther = isOtherSecret(wanted, current, secrets.get(id) ?? null);
  const notes = isOther && former !== undefined ? ['Its secret is another; the former one counts no more.'] : [];
  const unproven = (wanted.domains ?? []).filter((domain) => !(state.connectionDomains.get(id) ?? []).includes(domain));
  if (unproven.length > 0) notes.push(`To be proven by a text record before it counts: ${unproven.join(', ')}.`);
  return thing('connections', id, former, next, { notes, isOther });
}

function formerOf(state: State, id: string) {
  const former = state.connections.get(id);
  if (former === undefined) return undefined;
  const reference = state.connectionSecrets.get(id)?.reference ?? null;
  return plainConnection(former, reference, state.connectionDomains.get(id) ?? []);
}

/** What needs more than the file itself to be found wrong. */
export function checkConnections(
  state: State,
  wanted: Wanted,
  secrets: ReadConnectionSecrets,
  attributes: readonly Attribute[],
): Finding[] {
  const findings: Finding[] = [];
  const known = new Set(attributes.map(({ name }) => name));
  for (const connection of wanted.connections) {
    const { connectionId, preset, given } = connection;
    const refuse = (field: string, message: string) => {
      const path = ['connections', connectionId, field];
      findings.push({ ...wanted.places.at(path), path: nameOf(path), message });
    };
    const former = state.connections.get(connectionId);
    const hasNew = (secrets.get(connectionId) ?? null) !== null;
    if (former !== undefined && former.preset !== preset)
      refuse('preset', `A preset stays: this one is ${former.preset}. Take another id.`);
    else if (former?.hasSecret === true && !hasNew && leadsElsewhere(preset, former.given, given))
      refuse('client_secret', explainFinding('needed_again'));
    const needsSecret = given.token_endpoint_auth_method !== 'none';
    if (former?.hasSecret !== true && connection.secret === null && needsSecret)
      refuse('client_secret', 'It needs a secret: say where it is kept, as in client_secret: { env: NAME }.');
    if (Object.keys(given.claims ?? {}).some((attribute) => !known.has(attribute)))
      refuse('claims', explainFinding('unknown_attribute'));
  }
  for (const { connectionId, domains } of wanted.connections)
    for (const domain of domains ?? []) {
      const others = wanted.connections.filter((one) => one.domains?.includes(domain) === true);
      if (others.length > 1 && others[0]?.connectionId !== connectionId) {
        const path = ['connections', connectionId, 'domains'];
        findings.push({ ...wanted.places.at(path), path: nameOf(path), message: `${domain} stands at two of them.` });
      }
    }
  return findings;
}
