/**
 * An application of somebody else's, registered from the command line, asks for access: what the person is shown, in
 * every language and without scripts, and how they take it back.
 */
import { expect, test } from 'vitest';
import { lookAt } from '../support/look-at.ts';
import type { Language, Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { placeOf, press, register } from '../support/steps.ts';

const stage = setStage();
const remove = '/account/applications/remove';

/** Registers the application; where it would live elsewhere, a page of ours takes its place, so that nobody is led away. */
async function registerApplication(name: string): Promise<string> {
  const { origin, runVerb } = stage.server();
  const words = ['--name', name, '--redirect-uri', `${origin}/signed-out`, '--public', '--json'];
  const { client_id: applicationId } = JSON.parse(await runVerb('applications', 'register', ...words));
  return applicationId;
}

/** Sends the person to the application's sign-in. */
async function enter(person: Person, applicationId: string): Promise<void> {
  const parameters = new URLSearchParams({
    client_id: applicationId,
    response_type: 'code',
    redirect_uri: `${person.origin}/signed-out`,
    scope: 'openid profile email',
    state: 'kept',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  await person.open(`/oauth/authorize?${parameters}`);
}

const answerOf = (person: Person) => new URL(person.page.url()).searchParams;
const decide = (person: Person, decision: 'allow' | 'deny') => press(person, '/consent', decision === 'deny' ? 0 : 1);

test.each([[{ language: 'en' }], [{ language: 'de' }], [{ language: 'ar-XB' }]] as const)(
  'asking for access is fit for everybody (%o)',
  async (options: { readonly language: Language }) => {
    const { language } = options;
    const person = await stage.person(options);
    await register(person);
    const applicationId = await registerApplication('The Long Winter Evenings Reading Circle Companion');
    await enter(person, applicationId);
    expect(placeOf(person)).toBe('/consent');
    await lookAt(person.page, `consent.${language}`, { dark: language === 'en' });
    await decide(person, 'allow');
    await person.open('/account/applications');
    await lookAt(person.page, `account-applications.${language}`, { dark: language === 'en' });
  },
);

test.each<PersonOptions>([{ script: true }, { script: false }])(
  'access is refused, allowed and taken back (%o)',
  async (options) => {
    const person = await stage.person(options);
    await register(person);
    const applicationId = await registerApplication('Reading Circle');
    await enter(person, applicationId);
    await decide(person, 'deny');
    expect(Object.fromEntries(answerOf(person))).toMatchObject({ error: 'access_denied', state: 'kept' });

    await enter(person, applicationId);
    await decide(person, 'allow');
    expect(answerOf(person).get('code')).not.toBeNull();
    await enter(person, applicationId);
    expect(answerOf(person).get('code')).not.toBeNull();

    await person.open('/account/applications');
    expect(await person.page.locator('main').innerText()).toContain('Reading Circle');
    await press(person, remove);
    expect(await person.page.locator(`form[action="${remove}"]`).count()).toBe(0);
    await enter(person, applicationId);
    expect(placeOf(person)).toBe('/consent');
  },
);
