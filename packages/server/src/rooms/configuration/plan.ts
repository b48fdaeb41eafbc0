/**
 * What a file would change. Pure: what counts now and what is wanted, in; a list of changes, out. Only what the file names
 * is touched; something goes away only if the file names it under `remove`, or prunes its section.
 */
import type { Attribute } from '@cardea/contract';
import { type CurrentSecret, needsSecret } from '../applications/index.ts';
import {
  defaultSetting,
  flatten,
  isSame,
  type Plain,
  plainApplication,
  plainAttribute,
  plainResource,
  plainSettings,
} from './plain.ts';
import { planConnections } from './plan-connections.ts';
import {
  type Change,
  leaving,
  one,
  type ReadConnectionSecrets,
  type ReadSecrets,
  thing,
  valueChange,
} from './planned.ts';
import type { State } from './state.ts';
import type { Wanted, WantedApplication } from './wanted.ts';

/** What was looked up for this very file. */
export type Known = {
  readonly secrets: ReadSecrets;
  readonly connectionSecrets: ReadConnectionSecrets;
  /** Of the pictures that it holds or names, those that are there. */
  readonly pictures: ReadonlySet<string>;
};

/** The changes, in the order in which they are told. */
export function planChanges(state: State, wanted: Wanted, known: Known): Change[] {
  return [
    ...planName(state, wanted),
    ...planPictures(wanted, known.pictures),
    ...planSettings(state, wanted),
    ...planAttributes(state, wanted),
    ...planResources(state, wanted),
    ...planApplications(state, wanted, known.secrets),
    ...planConnections(state, wanted, known.connectionSecrets),
    ...planTexts(state, wanted),
  ];
}

/** The declaration that the file leads to. */
export function nextAttributes(state: State, wanted: Wanted): Attribute[] {
  const named = new Set(wanted.attributes.map(({ name }) => name));
  const leaving = new Set(wanted.remove.profile_schema);
  const isPruned = wanted.prune.includes('profile_schema');
  const kept = state.attributes.filter(({ name }) => !named.has(name) && !leaving.has(name) && !isPruned);
  // A file that names them all says their order; one that names some leaves the others where they are.
  if (kept.length === 0) return [...wanted.attributes];
  const byName = new Map(wanted.attributes.map((attribute) => [attribute.name, attribute]));
  const inPlace = state.attributes.flatMap((attribute) => {
    const next = byName.get(attribute.name);
    if (next !== undefined) return [next];
    return kept.includes(attribute) ? [attribute] : [];
  });
  const known = new Set(state.attributes.map(({ name }) => name));
  return [...inPlace, ...wanted.attributes.filter(({ name }) => !known.has(name))];
}

function planName(state: State, { name }: Wanted): Change[] {
  if (name === null || name === state.name) return [];
  return [one('change', 'name', '', [{ field: '', from: state.name, to: name }])];
}

function planPictures(wanted: Wanted, there: ReadonlySet<string>): Change[] {
  const missing = [...wanted.pictures].filter(([asset]) => !there.has(asset));
  return missing.map(([asset, { length }]) => one('create', 'pictures', asset, [{ field: '', to: `${length} bytes` }]));
}

function planSettings(state: State, wanted: Wanted): Change[] {
  const current = flatten(state.settings);
  const changes = [...wanted.settings].flatMap(([name, to]) => {
    const from = current.get(name);
    return isSame(from, to) ? [] : [setting(name, from, to)];
  });
  const gone = leaving(wanted, 'settings', plainSettings(state.settings).keys(), new Set(wanted.settings.keys()));
  return [...changes, ...gone.map((name) => setting(name, current.get(name), defaultSetting(name)))];
}

function setting(name: string, from: unknown, to: unknown): Change {
  const action = from === undefined ? 'create' : to === undefined ? 'remove' : 'change';
  return one(action, 'settings', name, [valueChange('', from, to)]);
}

function planAttributes(state: State, wanted: Wanted): Change[] {
  const next = nextAttributes(state, wanted);
  const before = new Map(state.attributes.map((attribute) => [attribute.name, attribute]));
  const changes = next.flatMap((attribute) => {
    const former = before.get(attribute.name);
    return thing('profile_schema', attribute.name, former && unnamed(former), unnamed(attribute));
  });
  const after = new Set(next.map(({ name }) => name));
  const gone = state.attributes
    .filter(({ name }) => !after.has(name))
    .flatMap((attribute) => thing('profile_schema', attribute.name, unnamed(attribute), undefined));
  const kept = state.attributes.filter(({ name }) => after.has(name)).map(({ name }) => name);
  const order = next.filter(({ name }) => before.has(name)).map(({ name }) => name);
  const moved = isSame(kept, order)
    ? []
    : [one('change', 'profile_schema', '', [{ field: 'order', from: kept, to: order }])];
  return [...changes, ...gone, ...moved];
}

/** Its name is the name of the change. */
function unnamed(attribute: Attribute): Plain {
  const { name: _name, ...fields } = plainAttribute(attribute);
  return fields;
}

function planResources(state: State, wanted: Wanted): Change[] {
  const changes = wanted.resources.flatMap((input) => {
    const former = state.resources.get(input.resource_uri);
    const { name, scopes, access_token_seconds: accessTokenSeconds = 600 } = input;
    const { open_to_agents: openToAgents = false } = input;
    const next = plainResource({ resourceUri: input.resource_uri, name, scopes, accessTokenSeconds, openToAgents });
    return thing('resources', input.resource_uri, former && plainResource(former), next);
  });
  const named = new Set(wanted.resources.map((resource) => resource.resource_uri));
  const gone = leaving(wanted, 'resources', state.resources.keys(), named).flatMap((uri) => {
    const former = state.resources.get(uri);
    return former === undefined ? [] : thing('resources', uri, plainResource(former), undefined);
  });
  return [...changes, ...gone];
}

function planApplications(state: State, wanted: Wanted, secrets: ReadSecrets): Change[] {
  const changes = wanted.applications.flatMap((application) => planApplication(state, application, secrets));
  const named = new Set(wanted.applications.map(({ applicationId }) => applicationId));
  const gone = leaving(wanted, 'applications', state.applications.keys(), named).flatMap((id) => {
    const former = state.applications.get(id);
    const reference = state.secrets.get(id)?.reference ?? null;
    if (former === undefined) return [];
    return thing('applications', id, plainApplication(former, reference), undefined, {
      notes: ['Its secrets, grants and consents go with it.'],
    });
  });
  return [...changes, ...gone];
}

function planApplication(state: State, wanted: WantedApplication, secrets: ReadSecrets): Change[] {
  const { applicationId } = wanted;
  const former = state.applications.get(applicationId);
  const current = state.secrets.get(applicationId) ?? null;
  // A file that says nothing of the secret leaves it as it is.
  const next = plainApplication(wanted, wanted.secret ?? current?.reference ?? null);
  const before = former && plainApplication(former, current?.reference ?? null);
  const isOther = isNewSecret(wanted, current, secrets.get(applicationId) ?? null);
  return thing('applications', applicationId, before, next, { notes: secretNotes(wanted, current, isOther), isOther });
}

/** Whether applying the file gives the application another secret than it has. */
export function isNewSecret(wanted: WantedApplication, current: CurrentSecret | null, read: Buffer | null): boolean {
  return wanted.secret !== null && read !== null && (current === null || !current.hash.equals(read));
}

function secretNotes(wanted: WantedApplication, current: CurrentSecret | null, isOther: boolean): string[] {
  const { applicationId, metadata, secret } = wanted;
  if (isOther && current !== null) return ['Its secret is another; the former one works for 24 hours more.'];
  if (current !== null || secret !== null || !needsSecret(metadata)) return [];
  return [`It has no secret: \`./cardea applications rotate-secret ${applicationId}\` makes one and shows it once.`];
}

function planTexts(state: State, wanted: Wanted): Change[] {
  const changes = [...wanted.texts].flatMap(([key, to]) => {
    const from = state.texts.get(key);
    if (from === to) return [];
    return [one(from === undefined ? 'create' : 'change', 'texts', key, [valueChange('', from, to)])];
  });
  const gone = leaving(wanted, 'texts', state.texts.keys(), new Set(wanted.texts.keys())).map((key) =>
    one('remove', 'texts', key, [valueChange('', state.texts.get(key), undefined)]),
  );
  return [...changes, ...gone];
}
