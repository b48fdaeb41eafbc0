/** An application that registered itself: what its customer is told of it, what they decide, and how they send it away. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import { type Agent, letAgentsIn, startAgent } from '../support/native-agent.ts';
import type { Language, Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();
const notes = 'https://notes.example/mcp';
const remove = '/account/applications/remove';
const agents: Agent[] = [];

beforeAll(() => letAgentsIn(stage.server(), notes));
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.stop();
});

async function newAgent(name: string): Promise<Agent> {
  const agent = await startAgent(stage.server(), name, notes);
  agents.push(agent);
  return agent;
}

async function send({ page }: Person, agent: Agent, scope = 'notes:read'): Promise<void> {
  await page.goto((await agent.begin(scope)).href);
}

async function decide({ page }: Person, decision: 'allow' | 'deny'): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.locator(`button[name=decision][value=${decision}]`).click();
  await answered;
  await page.waitForLoadState('load');
}

test.each<PersonOptions>([
  { script: true, screen: 'desktop' },
  { script: false, screen: 'phone', language: 'de' },
])('an agent is refused, then allowed, renews, and is sent away (%o)', async (options) => {
  const agent = await newAgent('Notes helper');
  const maria = await stage.person({ ...options, visits: [agent.origin] });
  await register(maria);
  await send(maria, agent);
  expect(placeOf(maria)).toBe('/consent');
  expect(await maria.page.locator('[role=note]').count()).toBe(1);
  const shown = await maria.page.locator('main').innerText();
  for (const fact of ['Notes helper', 'Notes', 'notes.example', new URL(agent.origin).hostname])
    expect(shown).toContain(fact);
  await decide(maria, 'deny');
  expect(await agent.redeem()).toBe('access_denied');

  await send(maria, agent, 'notes:read notes:write');
  await decide(maria, 'allow');
  const tokens = await agent.redeem();
  if (typeof tokens === 'string') throw new Error(tokens);
  const renewed = await agent.renew(tokens);
  // Any program of this device could pretend to be it: it is asked about every time.
  await send(maria, agent);
  expect(placeOf(maria)).toBe('/consent');

  await maria.open('/account/applications');
  expect(await maria.page.locator('.connected').innerText()).toContain('Notes helper');
  await press(maria, remove);
  expect(await maria.page.locator(`form[action="${remove}"]`).count()).toBe(0);
  expect(await agent.isOver(renewed)).toBe(true);
});

test.each<Language>(['en', 'de', 'ar-XB'])('every page of it is fit for everybody (%s)', async (language) => {
  const agent = await newAgent('The Long Winter Evenings Reading Circle Companion');
  const maria = await stage.person({ language, visits: [agent.origin] });
  await register(maria, newAccount('Maria-Magdalena Lindqvist von Hohenstein'));
  await send(maria, agent, 'notes:read notes:write');
  await maria.page.reload();
  expect(placeOf(maria)).toBe('/consent');
  await lookAt(maria.page, `${language}.agent-consent`, { dark: language === 'en' });
  await decide(maria, 'allow');
  await maria.open('/account/applications');
  await lookAt(maria.page, `${language}.agent-account-applications`, { dark: language === 'en' });
  await press(maria, remove);
  await lookAt(maria.page, `${language}.agent-removed`, { dark: language === 'en' });
});

test('the page that asks is as fit for everybody when scripts are off', async () => {
  const agent = await newAgent('Notes helper');
  const maria = await stage.person({ script: false, visits: [agent.origin] });
  const { page: inspector } = await stage.person();
  await register(maria);
  await send(maria, agent);
  expect(await findingsWithoutScript(maria.page, inspector)).toEqual([]);
});
