import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import { createTranslations, createWording } from '../messaging/index.ts';
import { type Change, type Configuration, createConfiguration, isConfigurationRefusal } from './index.ts';

let world: ApplicationWorld;
let configuration: Configuration;
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
  return world.tenant(`t${tenants}.example`);
};
const author = { actor: { kind: 'system' } } as const;
const secret = 'a-secret-of-thirty-two-characters-or-more';
const follow = (reference: object) => ('env' in reference && reference.env === 'SHOP_SECRET' ? secret : null);
const apply = (tenantId: string, text: string, more: object = {}) =>
  configuration.apply(tenantId, text, { ...author, followReference: follow, ...more });
const plan = (tenantId: string, text: string) => configuration.plan(tenantId, text, follow);
const told = (changes: readonly Change[]) => changes.map(({ action, section, key }) => `${action} ${section} ${key}`);
const findingsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  if (!isConfigurationRefusal(error)) throw error ?? new Error('it was not refused');
  return error.findings.map(({ line, column, path, message }) => `${line}:${column} ${path} – ${message}`);
};

const whole = `
name: Acme
settings:
  session:
    idleSeconds: 3600
  links:
    privacy: https://acme.example/privacy
    version: no
  languages:
    offered: [de, en]
profile_schema:
  attributes:
    - { name: name, type: text, at_sign_up: optional, searchable: prefix, scope: profile, max_length: 100 }
    - name: size
      type: choice
      choices: [{ value: small, label: { en: Small, de: Klein } }, { value: large }]
    - { name: birthdate, type: date, purposes: [personalisation] }
resources:
  https://orders.acme.example/:
    name: Orders
    scopes: { "orders:write": Order for you, "orders:read": See what you ordered }
    access_token_seconds: 300
applications:
  shop:
    client_name: Shop
    first_party: true
    redirect_uris: [https://shop.acme.example/callback]
    grant_types: [authorization_code, refresh_token]
    scope: openid profile email orders:read
    allowed_resources: [https://orders.acme.example/]
    default_resource: https://orders.acme.example/
    client_secret: { env: SHOP_SECRET }
    settings: { registration: { mode: invitation } }
  nightly:
    client_name: Nightly
    grant_types: [client_credentials]
    state: disabled
texts:
  de: { 'pages:sign_in.title': Willkommen bei Acme }
`;

describe('a configuration file', () => {
  it('is planned, applied once, and found as it is the second time', async () => {
    const tenantId = await newTenant();
    expect(told((await plan(tenantId, whole)).changes)).toEqual([
      'change name ',
      'change settings session.idleSeconds',
      'create settings links.privacy',
      'create settings links.version',
      'create settings languages.offered',
      'create profile_schema size',
      'create profile_schema birthdate',
      'create resources https://orders.acme.example/',
      'create applications shop',
      'create applications nightly',
      'create texts de/pages:sign_in.title',
    ]);
    await apply(tenantId, whole);
    expect((await plan(tenantId, whole)).changes).toEqual([]);
    expect(await world.anotherNode().find(tenantId, 'nightly')).toMatchObject({ state: 'disabled' });
    expect(await world.anotherNode().find(tenantId, 'shop')).toMatchObject({
      firstParty: true,
      settings: { registration: { mode: 'invitation' } },
    });
    expect(await world.anotherNode().checkSecret(tenantId, 'shop', secret)).toBe(true);
    const again = await apply(tenantId, whole);
    expect(again.changes).toEqual([]);
    const entries = (await world.entries('configuration.applied')).length;
    await apply(tenantId, whole);
    expect(await world.entries('configuration.applied')).toHaveLength(entries);
  });

  it('exported, applied to a new installation and exported there gives the same bytes', async () => {
    const first = await newTenant();
    await apply(first, whole);
    const exported = await configuration.export(first);
    expect(exported).not.toContain(secret);
    const second = await newTenant();
    await apply(second, exported);
    expect(await configuration.export(second)).toBe(exported);
    expect((await plan(second, exported)).changes).toEqual([]);
    // What nothing was said of is the same too.
    const untouched = await newTenant();
    const plain = await configuration.export(untouched);
    await apply(untouched, plain);
    expect(await configuration.export(untouched)).toBe(plain);
  });

  it('carries the pictures that brandings name, and is refused where one is missing or another', async () => {
    const [first, second] = [await newTenant(), await newTenant()];
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const { asset } = await world.tenants.assets.add(first, png, author);
    const branded = `settings: { branding: { logo: { light: ${asset} } } }`;
    await apply(first, branded);
    const exported = await configuration.export(first);
    expect(await findingsOf(plan(second, branded))).toEqual([
      '1:33 settings.branding.logo.light – There is no such picture here: put it under pictures, or upload it first.',
    ]);
    expect(told((await apply(second, exported)).changes)).toContain(`create pictures ${asset}`);
    expect(await configuration.export(second)).toBe(exported);
    const other = `pictures: { ${'x'.repeat(43)}.1x1: ${png.toString('base64')} }`;
    expect(await findingsOf(plan(second, other))).toEqual([expect.stringContaining('another than its name says')]);
  });

  it('touches nothing that it does not name, and removes only what it says', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, whole);
    const little = 'settings: { account: { closingGraceDays: 3 } }\napplications: {}\nresources: {}';
    expect(told((await apply(tenantId, little)).changes)).toEqual(['change settings account.closingGraceDays']);
    const removing = `
remove:
  settings: [session.idleSeconds, languages.offered]
  profile_schema: [birthdate]
  applications: [nightly, never-there]
  texts: [de/pages:sign_in.title]
`;
    const done = await apply(tenantId, removing);
    expect(told(done.changes)).toEqual([
      'change settings session.idleSeconds',
      'remove settings languages.offered',
      'remove profile_schema birthdate',
      'remove applications nightly',
      'remove texts de/pages:sign_in.title',
    ]);
    expect((await apply(tenantId, removing)).changes).toEqual([]);
    const pruning = 'applications: {}\nresources: {}\nprune: [applications, resources]';
    expect(told((await apply(tenantId, pruning)).changes)).toEqual([
      'remove resources https://orders.acme.example/',
      'remove applications shop',
    ]);
    expect(await world.anotherNode().find(tenantId, 'shop')).toBeNull();
  });

  it('says what becomes of values that customers have given, and is refused when they would become unreadable', async () => {
    const tenantId = await newTenant();
    await world.customer(tenantId);
    const { changes } = await plan(tenantId, 'remove: { profile_schema: [name] }');
    expect(changes).toEqual([
      expect.objectContaining({
        notes: ['1 customer has a value; out of reach at once, kept sealed for 30 days, then gone.'],
      }),
    ]);
    const typed = 'profile_schema:\n  attributes:\n    - name: name\n      type: date';
    expect(await findingsOf(apply(tenantId, typed))).toEqual([
      '3:7 profile_schema.name – Its type cannot change like this: customers have values that would become unreadable.',
    ]);
  });

  it('brings another secret beside the former one, and notes where a secret has moved to', async () => {
    const tenantId = await newTenant();
    const shop = (reference: string) =>
      `applications:\n  shop:\n    client_name: Shop\n    redirect_uris: [https://shop.example/cb]\n    client_secret: ${reference}`;
    await apply(tenantId, shop('{ env: SHOP_SECRET }'));
    const other = 'quite-another-secret-of-thirty-two-characters';
    const moved = await apply(tenantId, shop('{ file: secret.txt }'), { followReference: () => secret });
    expect(moved.changes[0]?.fields).toEqual([
      { field: 'client_secret', from: { env: 'SHOP_SECRET' }, to: { file: 'secret.txt' } },
    ]);
    const rotated = await apply(tenantId, shop('{ file: secret.txt }'), { followReference: () => other });
    expect(rotated.changes).toMatchObject(
      [{ action: 'change', fields: [], notes: [/former one works/] }].map((change) => ({
        ...change,
        notes: [expect.stringMatching('former one works')],
      })),
    );
    expect(JSON.stringify(rotated)).not.toContain(other);
    for (const one of [secret, other]) expect(await world.anotherNode().checkSecret(tenantId, 'shop', one)).toBe(true);
    // Where the secret is not at hand, what is noted already is as it was.
    expect((await configuration.plan(tenantId, shop('{ file: secret.txt }'))).changes).toEqual([]);
    expect(await findingsOf(configuration.plan(tenantId, shop('{ env: ELSEWHERE }')))).toEqual([
      expect.stringContaining('5:5 applications.shop.client_secret – References to secrets are followed by'),
    ]);
    expect(await findingsOf(apply(tenantId, shop('{ env: NOWHERE }')))).toEqual([
      '5:5 applications.shop.client_secret – The environment has no NOWHERE: set it where the file is applied.',
    ]);
    expect(await findingsOf(apply(tenantId, shop('{ env: X }'), { followReference: () => 'short' }))).toEqual([
      expect.stringContaining('too short'),
    ]);
  });

  it('is refused whole: with one mistake in it nothing at all changes, and every mistake is named by its line', async () => {
    const tenantId = await newTenant();
    const before = await configuration.export(tenantId);
    const broken = `name: Changed
settings:
  session:
    idleSeconds: 12
  sesion: {}
applications:
  shop:
    client_name: Shop
    redirect_urls: [https://shop.example/cb]
  other:
    client_name: Other
    redirect_uris:
      - http://other.example/cb
`;
    expect(await findingsOf(apply(tenantId, broken))).toEqual([
      '4:5 settings.session.idleSeconds – This is too small: 300 at least.',
      '5:3 settings.sesion – "sesion" is not known here: did you mean "session"?',
      '9:5 applications.shop.redirect_urls – "redirect_urls" is not known here: did you mean "redirect_uris"?',
    ]);
    const refused = broken
      .replace('idleSeconds: 12', 'idleSeconds: 400')
      .replace('  sesion: {}\n', '')
      .replace('redirect_urls', 'redirect_uris');
    expect(await findingsOf(apply(tenantId, refused))).toEqual([
      expect.stringContaining('11:5 applications.other.redirect_uris – Use https.'),
    ]);
    // What only a room can know is found at the end of the transaction, and takes all before it along.
    await world.applications.registerResource(tenantId, { resource_uri: 'https://a.example/', name: 'A', scopes: {} });
    const taken = `name: Changed\nresources:\n  https://${'t'}${tenants}.example/api:\n    name: Own\n    scopes: {}\n`;
    expect(await findingsOf(apply(tenantId, taken))).toEqual([expect.stringContaining('This is taken already.')]);
    await apply(tenantId, 'remove: { resources: ["https://a.example/"] }');
    expect(await configuration.export(tenantId)).toBe(before);
  });

  it('that was planned is applied as it was planned, or not at all', async () => {
    const tenantId = await newTenant();
    const text = 'settings: { account: { closingGraceDays: 3 } }';
    const { fingerprint } = await plan(tenantId, text);
    await apply(tenantId, 'settings: { account: { closingGraceDays: 5 } }');
    await expect(apply(tenantId, text, { expectedFingerprint: fingerprint })).rejects.toMatchObject({
      code: 'configuration.conflict',
    });
  });

  it('applied many times at once is applied once, and different ones come one after the other', async () => {
    const tenantId = await newTenant();
    const text = 'applications: { shop: { client_name: Shop, redirect_uris: [https://shop.example/cb] } }';
    const entries = async () => (await world.entries('application.registered')).length;
    const before = await entries();
    const done = await Promise.all(Array.from({ length: 6 }, () => apply(tenantId, text)));
    expect(done.filter(({ changes }) => changes.length > 0)).toHaveLength(1);
    expect((await entries()) - before).toBe(1);
    const days = [1, 2, 3, 4, 5, 6];
    await Promise.all(days.map((day) => apply(tenantId, `settings: { account: { closingGraceDays: ${day} } }`)));
    const [{ count } = { count: '0' }] = await world.sql<{ count: string }>(
      'select count(*) from configuration_files where tenant_id = $1',
      [tenantId],
    );
    expect(count).toBe('7');
  });

  it('of one tenant changes nothing of another', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    await apply(other, whole);
    const before = await configuration.export(other);
    await apply(
      one,
      'applications: {}\nsettings: {}\nprune: [applications, settings]\nremove: { applications: [shop] }',
    );
    expect(await configuration.export(other)).toBe(before);
    expect(await configuration.drift(one)).toMatchObject({ changes: [] });
  });

  it('tells later what is not as it says any more', async () => {
    const tenantId = await newTenant();
    expect(await configuration.drift(tenantId)).toBeNull();
    await apply(tenantId, whole);
    expect(await configuration.drift(tenantId)).toMatchObject({ changes: [], version: 1 });
    await world.tenants.changeSettings(tenantId, { session: { idleSeconds: 900 } });
    await world.applications.rotateSecret(tenantId, 'shop', 0);
    const drift = await configuration.drift(tenantId, follow);
    expect(told(drift?.changes ?? [])).toContain('change settings session.idleSeconds');
    expect(told(drift?.changes ?? [])).toContain('change applications shop');
  });

  it('keeps hashes, never secrets, of what it refers to', async () => {
    const tenantId = await newTenant();
    await apply(tenantId, whole);
    const rows = await world.sql(
      'select document from configuration_files union all select data::text from ledger_entries',
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    const [row] = await world.sql<{ secret_hash: Buffer }>(
      "select secret_hash from application_secrets where tenant_id = $1 and application_id = 'shop'",
      [tenantId],
    );
    expect(row?.secret_hash).toEqual(hashSecret(secret));
  });
});
