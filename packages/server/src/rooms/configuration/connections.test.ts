import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { createTranslations, createWording } from '../messaging/index.ts';
import { type Change, type Configuration, createConfiguration, isConfigurationRefusal } from './index.ts';

let world: ApplicationWorld;
let configuration: Configuration;
let secrets: Record<string, string>;
let tenants = 0;

beforeAll(async () => {
  world = await createApplicationWorld();
  const { database, tenants, applications, connections, upkeep } = world;
  const { ledger } = upkeep;
  const translations = createTranslations({ derived: [] });
  const wording = createWording({ database, ledger, tenants, translations, trials: [] });
  configuration = createConfiguration({
    ...{ database, ledger, tenants, applications, connections, wording },
    development: false,
  });
});
afterAll(() => world.drop());

const newTenant = () => {
  tenants += 1;
  secrets = { GOOGLE: 'of-google', CONTOSO: 'of-contoso' };
  return world.tenant(`c${tenants}.example`);
};
const follow = (reference: object) => ('env' in reference ? (secrets[String(reference.env)] ?? null) : null);
const apply = (tenantId: string, text: string) =>
  configuration.apply(tenantId, text, { actor: { kind: 'system' }, followReference: follow });
const plan = (tenantId: string, text: string) => configuration.plan(tenantId, text, follow);
const told = (changes: readonly Change[]) =>
  changes.map(({ action, key, fields }) => `${action} ${key}: ${fields.map(({ field }) => field).join(' ')}`);
const findingsOf = async (work: Promise<unknown>) => {
  const refusal: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!isConfigurationRefusal(refusal)) throw refusal ?? new Error('it was not refused');
  return refusal.findings.map(({ path, message }) => `${path} – ${message}`);
};
const secretOf = async (tenantId: string, id: string) =>
  (await world.connections.withSecret(tenantId, id))?.clientSecret ?? null;

const google = `
  google:
    name: Google
    preset: google
    client_id: ours
    client_secret: { env: GOOGLE }`;
const contoso = `
  contoso:
    name: Contoso
    preset: openid
    issuer: https://id.contoso.example
    client_id: ours
    client_secret: { env: CONTOSO }
    domains: [Contoso.example, fabrikam.example]
    sign_up: linked_only
    claims: { name: display_name }`;
const both = `connections:${google}${contoso}\n`;

describe('connections in a configuration file', () => {
  it('are planned, applied once, and found as they are the second time', async () => {
    const tenantId = await newTenant();
    expect(told((await plan(tenantId, both)).changes)).toEqual([
      'create google: name preset client_id client_secret',
      'create contoso: name preset claims client_id issuer sign_up client_secret domains',
    ]);
    await apply(tenantId, both);
    expect((await apply(tenantId, both)).changes).toEqual([]);
    expect(await secretOf(tenantId, 'google')).toBe('of-google');
    expect(await world.connections.find(tenantId, 'contoso')).toMatchObject({
      settings: { sign_up: 'linked_only', claims: { name: 'display_name' } },
    });
    const domains = await world.connections.domains(world.database.reader, tenantId);
    expect(domains.map(({ domain, state }) => `${domain} ${state}`)).toEqual([
      'contoso.example pending',
      'fabrikam.example pending',
    ]);
  });

  it('are exported without secrets, and make the same file elsewhere', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    await apply(one, both);
    const exported = await configuration.export(one);
    for (const secret of Object.values(secrets)) expect(exported).not.toContain(secret);
    expect(exported).toContain('client_secret:\n      env: GOOGLE');
    expect(exported).not.toContain('email_is_authoritative');
    expect((await plan(one, exported)).changes).toEqual([]);
    await apply(other, exported);
    expect((await configuration.export(other)).split('connections:')[1]).toBe(exported.split('connections:')[1]);
  });

  it('are offered by applications that name them, also by one that the same file makes; unknown ones are found', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const shop = (ids: string) => `applications:
  shop:
    client_name: Shop
    redirect_uris: [https://shop.example/callback]
    settings: { signIn: { connections: [${ids}] } }
`;
    const unknown =
      'applications.shop.settings.signIn.connections – There is no such connection here, and the file makes none: put it under connections.';
    expect(await findingsOf(plan(one, shop('google')))).toEqual([unknown]);
    await apply(one, both + shop('google, contoso'));
    const offered = async () => (await world.applications.find(one, 'shop'))?.settings.signIn.connections;
    expect(await offered()).toEqual(['google', 'contoso']);
    const exported = await configuration.export(one);
    expect((await plan(one, exported)).changes).toEqual([]);
    await apply(other, exported);
    expect(await configuration.export(other)).toBe(exported);
    const gone = 'remove: { connections: [google] }\n';
    expect(await findingsOf(plan(one, shop('google') + gone))).toEqual([unknown]);
    expect((await plan(one, gone)).changes).toMatchObject([{ key: 'google', notes: ['shop offers it no more.'] }]);
    await apply(one, gone);
    expect(await offered()).toEqual(['contoso']);
    await apply(one, `${shop('')}remove: { connections: [contoso] }\n`);
    expect(await offered()).toEqual([]);
  });

  it('drift when somebody changes them elsewhere, and what the file leaves out of secrets and domains stays', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, both);
    await world.connections.setState(tenantId, 'google', 'disabled');
    expect(told((await configuration.drift(tenantId, follow))?.changes ?? [])).toEqual(['change google: state']);
    const silent = both.replaceAll(/\n {4}(client_secret|domains).*/g, '');
    expect(told((await plan(tenantId, silent)).changes)).toEqual(['change google: state']);
    await apply(tenantId, silent);
    expect(await world.connections.find(tenantId, 'google')).toMatchObject({ state: 'active' });
    expect(await secretOf(tenantId, 'google')).toBe('of-google');
  });

  it('take another secret and tell so, but not what it is', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, both);
    secrets['GOOGLE'] = 'of-google-anew';
    const { changes } = await plan(tenantId, both);
    expect(changes).toMatchObject([{ action: 'change', key: 'google', fields: [] }]);
    expect(JSON.stringify(changes)).not.toContain('of-google');
    await apply(tenantId, both);
    expect(await secretOf(tenantId, 'google')).toBe('of-google-anew');
    delete secrets['GOOGLE'];
    expect((await plan(tenantId, both)).changes).toEqual([]);
  });

  it('lead elsewhere only where their secret can be read (case 161)', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, both);
    const moved = both.replace('https://id.contoso.example', 'https://evil.example');
    delete secrets['CONTOSO'];
    expect(await findingsOf(plan(tenantId, moved))).toEqual([
      'connections.contoso.client_secret – The connection would lead elsewhere: the client secret is needed again.',
    ]);
    secrets['CONTOSO'] = 'of-contoso';
    await apply(tenantId, moved);
    expect(await secretOf(tenantId, 'contoso')).toBe('of-contoso');
    expect((await plan(tenantId, moved)).changes).toEqual([]);
  });

  it('give domains from one to another', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, both);
    const moved = `connections:${google}
    domains: [fabrikam.example]${contoso.replace(', fabrikam.example', '')}`;
    await apply(tenantId, moved);
    const domains = await world.connections.domains(world.database.reader, tenantId);
    expect(domains.map(({ domain, connectionId }) => `${domain} ${connectionId}`)).toEqual([
      'contoso.example contoso',
      'fabrikam.example google',
    ]);
  });

  it('go when they are named or pruned, but not with customers', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, both);
    const { changes } = await apply(tenantId, 'remove: { connections: [google] }');
    expect(told(changes)).toEqual(['remove google: name preset client_id client_secret']);
    const { applications, database } = world;
    expect(applications).toBeDefined();
    await database.transaction({}, async (tx) => {
      await tx
        .insertInto('customers')
        .values({ tenant_id: tenantId, customer_id: 'cus_linked', locale: 'en' })
        .execute();
      await tx
        .insertInto('customer_identities')
        .values({
          ...{ tenant_id: tenantId, identity_id: 'idy_a', customer_id: 'cus_linked', connection_id: 'contoso' },
          ...{ issuer: 'https://id.contoso.example', subject_key: Buffer.from('a') },
          ...{ sealed_subject: Buffer.from('b'), sealed_snapshot: Buffer.from('c') },
        })
        .execute();
    });
    expect(await findingsOf(apply(tenantId, 'connections: {}\nprune: [connections]'))).toEqual([
      'connections.contoso – Customers have linked this connection. Disable it, or remove it in the console, which says how many.',
    ]);
    expect(await world.connections.find(tenantId, 'contoso')).not.toBeNull();
  });

  it.each([
    ['{ Contoso: { name: A, preset: google, client_id: a } }', 'The id of a connection'],
    ['{ contoso: { name: A, preset: myspace, client_id: a } }', 'This must be one of openid'],
    ['{ contoso: { name: A, preset: openid, client_id: a } }', 'connections.contoso.issuer – This is needed.'],
    ['{ contoso: { name: A, preset: openid, client_id: a, issuer: "http://a.example" } }', 'Use https.'],
    ['{ contoso: { name: A, preset: google, client_id: a } }', 'client_secret: { env: NAME }'],
    [
      '{ contoso: { name: A, preset: google, client_id: a, client_secret: plain } }',
      'connections.contoso.client_secret',
    ],
    ['{ contoso: { name: A, preset: google, client_id: a, client_secret: { env: NOT_SET } } }', 'NOT_SET'],
    ['{ contoso: { name: A, preset: google, client_id: a, clientid: b } }', 'did you mean "client_id"'],
    ['{ contoso: { name: A, preset: google, client_id: a, domains: ["10.0.0.1"] } }', 'This is no mail domain.'],
    [
      '{ contoso: { name: A, preset: google, client_id: a, client_secret: { env: GOOGLE }, claims: { shoe: b } } }',
      'The profile schema has no such attribute.',
    ],
  ])('are refused as %s', async (entry, finding) => {
    const tenantId = await newTenant();
    expect((await findingsOf(plan(tenantId, `connections: ${entry}\n`))).join('\n')).toContain(finding);
    expect(await world.connections.list(tenantId)).toEqual([]);
  });

  it('keep their preset', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, both);
    const other = both.replace('preset: google', 'preset: linkedin');
    expect((await findingsOf(plan(tenantId, other))).join()).toContain('A preset stays: this one is google.');
  });
});
