/** Where a tenant lets applications register with a token of its own only: how long it counts, and for how many. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { good, letAgents, ofThemselves, register, tenantOf } from '../test/agent-world.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager } from '../test/management.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
beforeEach(() => letAgents(house, { registration: 'with_initial_token' }));

describe('an initial access token', () => {
  const path = '/initial-access-tokens';

  it('opens the registration for as many and as long as was said, and is shown once', async () => {
    const manager = await createManager(house, 'applications:read', 'applications:write');
    const made = await manager.call('POST', path, { body: { name: 'Workshop', uses: 2 } });
    expect(made.status).toBe(201);
    const { initial_access_token: token, token_id: tokenId } = made.body as Record<string, string>;
    const listed = await manager.call('GET', path);
    expect(JSON.stringify(listed.body)).not.toContain(token);
    expect(JSON.stringify(await house.sql('select * from initial_access_tokens'))).not.toContain(token);

    const shown = { authorization: `Bearer ${token}` };
    expect((await register(house, good)).status).toBe(401);
    expect((await register(house, good, { authorization: 'Bearer made-up' })).status).toBe(401);
    // What is refused for what it says uses nothing up.
    expect((await register(house, { ...good, redirect_uris: ['javascript:x'] }, shown)).status).toBe(400);
    const answers = await Promise.all([1, 2, 3, 4].map(() => register(house, good, shown)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 401, 401]);
    expect((await manager.call('DELETE', `${path}/${tokenId}`)).status).toBe(204);
    expect((await manager.call('DELETE', `${path}/${tokenId}`)).status).toBe(404);
  });

  it('counts no more when its time is over, when it was taken back, or at another tenant', async () => {
    const { initialTokens } = house.house.applications.ofItself;
    const system = { actor: { kind: 'system' as const } };
    const tenantId = await tenantOf(house);
    const [late, gone] = [
      await initialTokens.create(tenantId, { name: 'late', uses: 5, hours: 1 }, system),
      await initialTokens.create(tenantId, { name: 'gone', uses: 5, hours: 1 }, system),
    ];
    await house.sql(`update initial_access_tokens set expires_at = now() - interval '1 second' where token_id = $1`, [
      late.tokenId,
    ]);
    await initialTokens.remove(tenantId, gone.tokenId, system);
    const elsewhere = await house.house.tenants.create({ name: 'Elsewhere', host: 'elsewhere.example' });
    if (elsewhere === null) throw new Error('there is no other tenant');
    const theirs = await initialTokens.create(elsewhere, { name: 'theirs', uses: 5, hours: 1 }, system);
    const before = await ofThemselves(house);
    for (const { token } of [late, gone, theirs])
      expect((await register(house, good, { authorization: `Bearer ${token}` })).status).toBe(401);
    expect(await ofThemselves(house)).toBe(before);
  });

  it('is made by nobody who may not register applications', async () => {
    const reader = await createManager(house, 'applications:read');
    expect((await reader.call('POST', path, { body: { name: 'x' } })).status).toBe(403);
  });
});
