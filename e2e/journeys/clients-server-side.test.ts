/** Applications on servers, each written with a standard library; their customers have scripts switched off. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fastifyOauth2 } from '../support/libraries/fastify-oauth2.ts';
import { oauth4webapi } from '../support/libraries/oauth4webapi.ts';
import { openidClient } from '../support/libraries/openid-client.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, answerSignIn, press, register } from '../support/steps.ts';
import { startWebApplication, type WebApplication } from '../support/web-application.ts';

const stage = setStage();
const libraries = { 'openid-client': openidClient, oauth4webapi, '@fastify/oauth2': fastifyOauth2 } as const;
type Name = keyof typeof libraries;
const names = Object.keys(libraries) as Name[];

const applications = new Map<Name, WebApplication>();
beforeAll(async () => {
  for (const name of names) applications.set(name, await startWebApplication(stage.server(), name, libraries[name]));
});
afterAll(() => Promise.all([...applications.values()].map((application) => application.stop())));

const originOf = (name: Name) => applications.get(name)?.origin ?? '';
const visits = () => names.map(originOf);

async function see(person: Person, name: Name, path: string): Promise<string> {
  await person.page.goto(`${originOf(name)}${path}`);
  return person.page.innerText('body');
}

async function customer(): Promise<{ readonly person: Person; readonly account: Account }> {
  const person = await stage.person({ script: false, visits: visits() });
  const account = await register(person);
  await press(person, '/sign-out');
  return { person, account };
}

const arrival = ({ page }: Person) => page.url();

describe.each(names)('%s', (name) => {
  test('signs in, reads the profile, refreshes, asks silently, and signs out', async () => {
    const { person, account } = await customer();
    await see(person, name, '/sign-in?item=lamp');
    await answerSignIn(person, account);
    expect(arrival(person)).toBe(`${originOf(name)}/?item=lamp&outcome=signed-in`);
    expect(JSON.parse(await see(person, name, '/profile'))).toMatchObject({ email: account.email, name: account.name });
    expect(await see(person, name, '/refresh')).toBe('refreshed');
    expect(JSON.parse(await see(person, name, '/profile'))).toMatchObject({ email: account.email });
    await see(person, name, '/sign-in?item=vase&prompt=none');
    expect(arrival(person)).toBe(`${originOf(name)}/?item=vase&outcome=signed-in`);

    await see(person, name, '/sign-out');
    expect(arrival(person)).toBe(`${originOf(name)}/signed-out`);
    await see(person, name, '/sign-in?item=vase&prompt=none');
    expect(arrival(person)).toBe(`${originOf(name)}/?item=vase&outcome=login_required`);
    expect(await see(person, name, '/refresh')).not.toBe('refreshed');
    expect(await see(person, name, '/profile')).not.toContain(account.email);
  });
});

// The last of them keeps one state for a browser: its second tab is another application's.
test.each<[Name, Name]>([
  ['openid-client', 'openid-client'],
  ['oauth4webapi', 'oauth4webapi'],
  ['@fastify/oauth2', 'openid-client'],
])('two tabs that sign in at once each arrive where they began (%s, %s)', async (first, second) => {
  const { person, account } = await customer();
  const other = { ...person, page: await person.context.newPage() };
  await see(person, first, '/sign-in?item=lamp');
  await see(other, second, '/sign-in?item=vase');
  await answerSignIn(other, account);
  expect(arrival(other)).toBe(`${originOf(second)}/?item=vase&outcome=signed-in`);
  await answerSignIn(person, account);
  expect(arrival(person)).toBe(`${originOf(first)}/?item=lamp&outcome=signed-in`);
  for (const name of [first, second])
    expect(JSON.parse(await see(person, name, '/profile'))).toMatchObject({ email: account.email });
});
