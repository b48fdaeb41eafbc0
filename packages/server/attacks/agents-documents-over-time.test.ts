/** A document that changes, goes, or cannot be reached: what was made of it follows (cases 99, 112). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notes, tenantOf } from '../test/agent-world.ts';
import { type Documented, openDocumented } from '../test/documented-agents.ts';
import type { TestHouse } from '../test/house.ts';
import { send } from './oauth.ts';

let world: Documented;
let house: TestHouse;
beforeAll(async () => {
  world = await openDocumented();
  house = world.house;
});
afterAll(() => world.stop());
beforeEach(() => world.afresh());

describe('a document that', () => {
  it('changed counts as it is now, once it is read again', async () => {
    const path = world.freshPath();
    const document = world.documents.publish(path, {});
    await world.ask(document);
    world.documents.publish(path, {
      client_name: 'Renamed agent',
      redirect_uris: [`${world.documents.origin}/elsewhere`],
    });
    expect((await world.ask(document)).body).toContain('Documented agent');
    await world.expire(document);
    expect((await world.ask(document)).status).toBe(400);
    const answer = await world.ask(document, { redirect_uri: `${world.documents.origin}/elsewhere` });
    expect(answer.body).toContain('Renamed agent');
    const entries = await house.sql<{ fields: string[] }>(
      `select data->'fields' as fields from ledger_entries
       where event = 'application.changed' and data->>'applicationId' = $1`,
      [document],
    );
    expect(entries).toEqual([{ fields: ['client_name', 'redirect_uris'] }]);
  });

  it('is gone takes the tokens with it, also where only the application asks; one that returns is taken up', async () => {
    const path = world.freshPath();
    const document = world.documents.publish(path, {});
    const { agent, errand, tokens } = await world.signedIn(document);
    world.documents.pages.delete(path);
    await world.expire(document);
    expect((await agent.refresh(errand, tokens.refresh_token ?? '')).status).toBeGreaterThanOrEqual(400);
    expect(await world.row(document)).toMatchObject({ state: 'disabled' });
    expect((await world.ask(document)).status).toBe(400);
    world.documents.publish(path, {});
    await world.expire(document);
    expect((await world.ask(document, { prompt: 'none' })).headers['location']).toContain('code=');
    expect(await world.row(document)).toMatchObject({ state: 'active' });
  });

  it('cannot be reached is believed for a day, and then no more', async () => {
    const path = world.freshPath();
    const document = world.documents.publish(path, {});
    const { agent, errand, tokens } = await world.signedIn(document);
    world.documents.pages.set(path, (_request, response) => response.destroy());
    await world.expire(document);
    const renewed = await agent.refresh(errand, tokens.refresh_token ?? '');
    expect(renewed.status).toBe(200);
    const { refresh_token: next } = (await renewed.json()) as { refresh_token: string };
    await world.expire(document, '1 day');
    const other = await house.anotherNode();
    try {
      const late = await send({ ...house, port: other.port }, '/oauth/token', {
        grant_type: 'refresh_token',
        client_id: document,
        refresh_token: next,
        resource: notes,
      });
      expect(late.status).toBeGreaterThanOrEqual(400);
    } finally {
      await other.stop();
    }
    expect(await world.row(document)).toMatchObject({ state: 'disabled' });
  });

  it('an operator has disabled stays so, whatever it says', async () => {
    const document = world.publish();
    await world.ask(document);
    await house.house.applications.disable(await tenantOf(house), document);
    await world.expire(document);
    expect((await world.ask(document)).status).toBe(400);
    expect(await world.row(document)).toMatchObject({ state: 'disabled' });
  });
});
