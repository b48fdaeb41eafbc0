import type { ProfileSchemaInput } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, password, sessionOf, signIn, signUp } from '../../../attacks/signed-in.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

const path = '/account/profile';
const question = '/profile-question';
const name = { name: 'name', type: 'text', max_length: 100, at_sign_up: 'optional', scope: 'profile' } as const;
const drinks: ProfileSchemaInput['attributes'][number] = {
  name: 'drinks',
  type: 'multi_choice',
  choices: [{ value: 'tea' }, { value: 'coffee' }],
};
let house: TestHouse;
let tenantId: string;

beforeAll(async () => {
  house = await startTestHouse();
  [{ tenant_id: tenantId = '' } = {}] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
});
afterAll(() => house.stop());

const declare = (...attributes: ProfileSchemaInput['attributes']) =>
  house.house.tenants.profileSchema.change(tenantId, { attributes });
const entriesOf = async (visitor: Visitor) =>
  house.sql<{ data: { attributes: string[]; as: string } }>(
    `select data from ledger_entries where event = 'profile.changed' and customer_id = $1 order by entry_id`,
    [(await sessionOf(house, visitor)).customerId],
  );
const withoutProfile = (fields: Record<string, string>) => ({
  token: fields['token'] ?? '',
  version: fields['version'] ?? '',
});

describe('the sign-up form', () => {
  it('asks for what is declared, in its own words, and shows again what was entered', async () => {
    await declare(
      name,
      { name: 'company', type: 'text', at_sign_up: 'required', label: { en: 'Your firm', de: 'Ihre Firma' } },
      { name: 'country', type: 'country', at_sign_up: 'optional' },
      { name: 'later', type: 'text' },
    );
    const german = house.visitor({ locale: 'de' });
    expect((await german.get('/sign-up')).body).toContain('Ihre Firma');
    const anna = house.visitor();
    const page = await anna.get('/sign-up');
    expect(page.body).toMatch(/<input id="company"[^>]*autocomplete="organization"[^>]*required/);
    expect(page.body).toContain('<option value="PT">Portugal</option>');
    expect(page.body).not.toContain('id="later"');
    const given = { email: 'anna@profile.example', password, name: 'Anna', company: '', country: 'PT' };
    const refused = await anna.fill('/sign-up', given);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('<a href="#company"><bdi>Your firm</bdi>: Please fill this in.</a>');
    expect(refused.body).toContain('<option value="PT" selected>Portugal</option>');
    const accepted = await anna.fill('/sign-up', { ...given, company: 'Nordlicht' });
    const { subject } = await house.mailTo('anna@profile.example');
    await anna.fill(accepted.headers['location'] ?? '', { code: codeOf(subject) });
    const own = (await anna.get(path)).body;
    for (const value of ['value="Anna"', 'value="Nordlicht"', '<option value="PT" selected>'])
      expect(own).toContain(value);
  });

  it('takes no field that is not asked for', async () => {
    await declare(name, { name: 'later', type: 'text' });
    const answer = await house.visitor().fill('/sign-up', { email: 'x@profile.example', password, later: 'x' });
    expect(answer.status).toBe(400);
  });

  it('that was sent before an attribute was removed still ends in an account', async () => {
    await declare(name, { name: 'city', type: 'text', at_sign_up: 'optional' });
    const visitor = house.visitor();
    const accepted = await visitor.fill('/sign-up', {
      email: 'slow@profile.example',
      password,
      name: '',
      city: 'Bonn',
    });
    await declare(name);
    const { subject } = await house.mailTo('slow@profile.example');
    const done = await visitor.fill(accepted.headers['location'] ?? '', { code: codeOf(subject) });
    expect(done.headers['location']).toBe('/account');
  });
});

describe('the profile page', () => {
  it('is for who is signed in, and shows and saves what is declared', async () => {
    await declare(name, drinks, { name: 'about', type: 'long_text' }, { name: 'size', type: 'number' });
    expect((await house.visitor().request(path)).headers['location']).toBe('/sign-in?return_to=%2Faccount%2Fprofile');
    const bert = await signUp(house, 'bert@profile.example', { name: 'Bert' });
    const saved = await bert.fill(path, { name: 'Bert', 'drinks.tea': '1', about: 'one\r\ntwo', size: '4,5' });
    expect(saved.headers['location']).toBe(`${path}?notice=saved`);
    const page = await bert.get(`${path}?notice=saved`);
    expect(page.body).toContain('Your profile is saved.');
    expect(page.body).toMatch(/name="drinks.tea" value="1" checked/);
    expect(page.body).toMatch(/name="drinks.coffee" value="1">/);
    expect(page.body).toContain('one\ntwo</textarea>');
    expect(page.body).toContain('value="4.5"');
    expect((await entriesOf(bert)).map(({ data }) => data.attributes)).toEqual([['about', 'drinks', 'size']]);
    // No mark at all takes all marks away; an empty field takes the value away.
    await bert.fill(path, { name: '', about: '', size: '' });
    expect((await entriesOf(bert)).map(({ data }) => data.attributes)[1]).toEqual(['about', 'drinks', 'name', 'size']);
    const again = await bert.fill(path, {});
    expect(again.headers['location']).toBe(`${path}?notice=unchanged`);
  });

  it('says what is wrong, keeps what was entered, and saves nothing of it', async () => {
    await declare(name, { name: 'size', type: 'number', max: 9 }, { name: 'born', type: 'date' });
    const clara = await signUp(house, 'clara@profile.example', { name: 'Clara' });
    const answer = await clara.fill(path, { name: 'Claire', size: '12', born: '2020-02-30' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('<bdi>Size</bdi>: That number is too large.');
    expect(answer.body).toContain('value="Claire"');
    expect(answer.body).toContain('value="2020-02-30"');
    expect(await entriesOf(clara)).toEqual([]);
  });

  it('never lets one window overwrite another unseen', async () => {
    await declare(name, { name: 'city', type: 'text' });
    const doris = await signUp(house, 'doris@profile.example', { name: 'Doris' });
    const first = (await doris.get(path)).hidden(path);
    const second = (await doris.get(path)).hidden(path);
    expect((await doris.post(path, { ...first, name: 'Doris', city: 'Bonn' })).status).toBe(303);
    const late = await doris.post(path, { ...second, name: 'Doris', city: 'Ulm' });
    expect(late.status).toBe(409);
    expect(late.body).toContain('Your profile was changed in the meantime');
    expect(late.body).toContain('value="Ulm"');
    expect(late.body).toContain('Saved now: <strong><bdi>Bonn</bdi></strong>');
    const decided = await doris.post(path, { ...late.hidden(path), name: 'Doris', city: 'Ulm' });
    expect(decided.headers['location']).toBe(`${path}?notice=saved`);
  });

  it('shows what the customer may see and not change, and neither shows nor takes what is not theirs', async () => {
    const tier = { name: 'tier', type: 'choice' as const, choices: [{ value: 'gold', label: { en: 'Gold card' } }] };
    const note = { name: 'note', type: 'text' as const };
    await declare(name, tier, note);
    const emil = await signUp(house, 'emil@profile.example', { name: 'Emil' });
    await emil.fill(path, { name: 'Emil', tier: 'gold', note: 'often late' });
    await declare(
      name,
      { ...tier, editable_by: ['staff'] },
      { ...note, visible_to: ['staff'], editable_by: ['staff'] },
    );
    const page = await emil.get(path);
    expect(page.body).toContain('<dt><bdi>Tier</bdi></dt><dd><bdi>Gold card</bdi></dd>');
    expect(page.body).not.toMatch(/often late|name="tier"|Note/);
    const before = await entriesOf(emil);
    for (const field of ['tier', 'note', 'email', 'profile_version'])
      expect((await emil.post(path, { ...page.hidden(path), name: 'Emil', [field]: 'gold' })).status, field).toBe(400);
    expect(await entriesOf(emil)).toEqual(before);
  });

  it("takes neither another site's form, nor one of another session, nor one without a version", async () => {
    await declare(name);
    const [frida, other] = [
      await signUp(house, 'frida@profile.example', { name: 'Frida' }),
      await signUp(house, 'gerd@profile.example', { name: 'Gerd' }),
    ];
    const own = withoutProfile((await frida.get(path)).hidden(path));
    const foreign = withoutProfile((await other.get(path)).hidden(path));
    expect((await frida.post(path, { ...own, name: 'X' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await frida.post(path, { ...foreign, name: 'X' })).status).toBe(403);
    expect((await frida.post(path, { token: own.token, name: 'X' })).status).toBe(400);
    expect((await house.visitor().post(path, { ...own, name: 'X' })).status).toBe(401);
    expect(await entriesOf(frida)).toEqual([]);
  });
});

describe('the question after a sign-in', () => {
  const asked = { name: 'city', type: 'text', ask: { order: 1, again_after_days: 7 } } as const;

  it('is one at a time, on the way to where the sign-in leads, and is saved or put off', async () => {
    await declare(name, asked, { ...drinks, ask: { order: 2 } });
    await signUp(house, 'hanna@profile.example', { name: 'Hanna' });
    const hanna = house.visitor();
    const enter = async () => (await signIn(hanna, 'hanna@profile.example')).headers['location'] ?? '';
    const asking = await enter();
    expect(asking).toMatch(/^\/profile-question\?flow=flw_/);
    const page = await hanna.get(asking);
    expect(page.body).toContain('City');
    const empty = await hanna.post(question, { ...page.hidden(question), city: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('<bdi>City</bdi>: Please fill this in.');
    const answered = await hanna.post(question, { ...page.hidden(question), city: 'Bonn' });
    expect(answered.headers['location']).toBe('/account');
    expect((await entriesOf(hanna)).map(({ data }) => data.attributes)).toEqual([['city']]);

    hanna.cookies.delete('cardea_session');
    const second = await hanna.get(await enter());
    expect(second.body).toContain('Drinks');
    const skip = `${question}/skip`;
    expect((await hanna.post(skip, second.hidden(skip))).headers['location']).toBe('/account');
    hanna.cookies.delete('cardea_session');
    expect(await enter()).toBe('/account');
    await house.sql(`update profile_questions set skipped_at = now() - interval '31 days'`);
    hanna.cookies.delete('cardea_session');
    expect(await enter()).toMatch(/^\/profile-question/);
  });

  it('never holds anybody up: its address leads on when there is nothing to ask, and nowhere else', async () => {
    await declare(name, asked);
    await signUp(house, 'ida@profile.example', { name: 'Ida' });
    const ida = house.visitor();
    const asking = (await signIn(ida, 'ida@profile.example')).headers['location'] ?? '';
    expect((await ida.request('/account')).status).toBe(200);
    await declare(name);
    expect((await ida.request(asking)).headers['location']).toBe('/account');
    // A journey of another browser, or of nobody, leads to the own account alone.
    const stranger = await signUp(house, 'jan@profile.example', { name: 'Jan' });
    expect((await stranger.request(asking)).headers['location']).toBe('/account');
    expect((await house.visitor().request(`${question}?flow=x`)).headers['location']).toBe('/account');
  });

  it('stands between the sign-in and the application, and leads there', async () => {
    await declare(name, asked);
    const shop = await createRelyingParty(house);
    await signUp(house, 'karl@profile.example', { name: 'Karl' });
    const karl = house.visitor();
    const journey = await shop.begin();
    const page = await follow(house, karl, await karl.request(journey.address));
    const fields = { ...page.hidden('/sign-in'), identifier: 'karl@profile.example', password };
    const asking = await follow(house, karl, await karl.post('/sign-in', fields));
    expect(asking.body).toContain('to continue to <strong><bdi>The shop</bdi></strong>');
    expect(asking.headers['content-security-policy']).toContain("form-action 'self' https://shop.example;");
    const skip = `${question}/skip`;
    const back = await follow(house, karl, await karl.post(skip, asking.hidden(skip)));
    expect((await shop.redeem(journey, back.headers['location'] ?? '')).access_token).toBeTruthy();
  });

  it('of another is not answered: neither with a foreign token nor by naming another attribute', async () => {
    await declare(name, asked, { name: 'tier', type: 'text', editable_by: ['staff'] });
    await signUp(house, 'lena@profile.example', { name: 'Lena' });
    const lena = house.visitor();
    const asking = (await signIn(lena, 'lena@profile.example')).headers['location'] ?? '';
    const hidden = (await lena.get(asking)).hidden(question);
    expect((await lena.post(question, { ...hidden, token: 'x', city: 'Bonn' })).status).toBe(403);
    const other = await lena.post(question, { ...hidden, question: 'tier', tier: 'gold' });
    expect(other.headers['location']).toBe('/account');
    expect(await entriesOf(lena)).toEqual([]);
  });
});

it('what was given before becomes searchable by itself', async () => {
  await declare(name, { name: 'city', type: 'text' });
  const mona = await signUp(house, 'mona@profile.example', { name: 'Mona' });
  await mona.fill(path, { name: 'Mona', city: 'Bonn' });
  const { customerId } = await sessionOf(house, mona);
  await declare(name, { name: 'city', type: 'text', searchable: 'prefix' });
  const terms = () =>
    house.sql('select kind from customer_attribute_indexes where customer_id = $1 order by kind', [customerId]);
  await expect.poll(terms).toEqual([{ kind: 'exact' }, { kind: 'prefix' }, { kind: 'prefix' }]);
});
