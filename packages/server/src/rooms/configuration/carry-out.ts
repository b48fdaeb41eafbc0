/**
 * Makes the changes of a plan, through the rooms that own them and their rules, within one transaction. What the plan was
 * made from is demanded back: what somebody else changed in between refuses it all.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Author } from '../tenants/index.ts';
import { changeConnections } from './change-connections.ts';
import type { ConfigurationDependencies } from './dependencies.ts';
import { defaultSetting, flatten } from './plain.ts';
import { isNewSecret, nextAttributes } from './plan.ts';
import type { Change } from './planned.ts';
import type { State } from './state.ts';
import { textChanges } from './texts.ts';
import type { Wanted, WantedApplication } from './wanted.ts';
import type { Work } from './work.ts';

/** The former secret works for so long when a file brings another. */
const keepFormerSeconds = 24 * 60 * 60;

export async function carryOut(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  work: Work,
  author: Pick<Author, 'actor' | 'requestId' | 'mayExpose'>,
): Promise<void> {
  // It may do both, in either order, and holds much else by then.
  await deps.applications.within(tx, author).lockOffers(tenantId);
  await changeTenant(deps, tx, tenantId, work, author);
  await changeResources(deps, tx, tenantId, work, author);
  // An application may offer a connection that the same file makes.
  await changeConnections(deps, tx, tenantId, work, author);
  await changeApplications(deps, tx, tenantId, work, author);
}

async function changeTenant(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  { state, wanted, changes }: Work,
  author: Author,
): Promise<void> {
  const of = (section: Change['section']) => changes.filter((change) => change.section === section);
  for (const { key } of of('pictures')) {
    const content = wanted.pictures.get(key);
    if (content !== undefined) await deps.tenants.assets.addWithin(tx, tenantId, content, author);
  }
  // Name, settings and texts share a version: the first of them demands it, and holds the row for the others.
  let expectedVersion: string | undefined = state.version;
  const once = (): Author => {
    const now = { ...author, expectedVersion };
    expectedVersion = undefined;
    return now;
  };
  if (of('name').length > 0 && wanted.name !== null)
    await deps.tenants.within(tx, once()).rename(tenantId, wanted.name);
  const settings = of('settings');
  if (settings.length > 0)
    await deps.tenants.within(tx, once()).changeSettings(tenantId, nextSettings(state, wanted, settings));
  for (const batch of textChanges(changes)) await deps.wording.changeWithin(tx, tenantId, batch, once());
  if (of('profile_schema').length > 0) {
    const schemaAuthor = { ...author, expectedVersion: String(state.schemaVersion) };
    const attributes = nextAttributes(state, wanted);
    await deps.tenants.profileSchema.within(tx, schemaAuthor).change(tenantId, { attributes });
  }
}

/** The settings whole, as the rooms take them. */
function nextSettings(state: State, wanted: Wanted, changes: readonly Change[]): object {
  const values = flatten(state.settings);
  for (const { key } of changes)
    values.set(key, wanted.settings.has(key) ? wanted.settings.get(key) : defaultSetting(key));
  const tree: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of values) {
    const [section = '', field = ''] = name.split('.');
    tree[section] ??= {};
    if (value !== undefined) tree[section][field] = value;
  }
  return tree;
}

async function changeResources(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  { state, wanted, changes }: Work,
  author: Author,
): Promise<void> {
  const inputs = new Map(wanted.resources.map((resource) => [resource.resource_uri, resource]));
  for (const { section, action, key } of changes) {
    if (section !== 'resources') continue;
    const input = inputs.get(key);
    const expectedVersion = state.resources.get(key)?.version;
    const room = deps.applications.within(tx, { ...author, expectedVersion });
    if (action === 'remove') await room.removeResource(tenantId, key);
    else if (input !== undefined && action === 'create') await room.registerResource(tenantId, input);
    else if (input !== undefined) await room.changeResource(tenantId, input);
  }
}

async function changeApplications(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  work: Work,
  author: Author,
): Promise<void> {
  const byId = new Map(work.wanted.applications.map((application) => [application.applicationId, application]));
  for (const { section, action, key } of work.changes) {
    if (section !== 'applications') continue;
    const expectedVersion = work.state.applications.get(key)?.version;
    const application = byId.get(key);
    if (action === 'remove') {
      await deps.applications.within(tx, { ...author, expectedVersion }).remove(tenantId, key);
    } else if (application !== undefined && action === 'create') {
      await registerOne(deps, tx, tenantId, application, work, author);
    } else if (application !== undefined) {
      await changeOne(deps, tx, tenantId, application, work, { ...author, expectedVersion });
    }
  }
}

async function registerOne(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  application: WantedApplication,
  { secrets }: Work,
  author: Author,
): Promise<void> {
  const { applicationId, metadata, firstParty, state, settings, secret: reference } = application;
  const hash = secrets.get(applicationId) ?? null;
  const secret = reference === null || hash === null ? 'none' : { hash, reference };
  const room = deps.applications.within(tx, author);
  await room.register(tenantId, { applicationId, metadata, firstParty, secret });
  if (hasAny(settings)) await room.changeSettings(tenantId, applicationId, settings);
  if (state === 'disabled') await room.setState(tenantId, applicationId, 'disabled');
}

async function changeOne(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  application: WantedApplication,
  { state, secrets, changes }: Work,
  author: Author,
): Promise<void> {
  const { applicationId, metadata, firstParty, settings, secret: reference } = application;
  // The first demands the version and holds the row for all that follow.
  await deps.applications.within(tx, author).change(tenantId, applicationId, { metadata, firstParty });
  const room = deps.applications.within(tx, { actor: author.actor, requestId: author.requestId });
  const fields = changes
    .filter(({ section, key }) => section === 'applications' && key === applicationId)
    .flatMap((change) => change.fields.map(({ field }) => field));
  if (fields.includes('settings')) await room.changeSettings(tenantId, applicationId, settings);
  if (fields.includes('state')) await room.setState(tenantId, applicationId, application.state);
  const current = state.secrets.get(applicationId) ?? null;
  const hash = secrets.get(applicationId) ?? null;
  if (hash !== null && reference !== null && isNewSecret(application, current, hash))
    await room.replaceSecret(tenantId, applicationId, { hash, reference }, keepFormerSeconds);
  else if (reference !== null && fields.includes('client_secret'))
    await room.noteReference(tenantId, applicationId, reference);
}

function hasAny(settings: object): boolean {
  return Object.values(settings).some((fields: object) => Object.values(fields).some((value) => value !== undefined));
}
