/** Applications that are known by a document or registered themselves, asked in the ways that nobody thinks of first. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../src/rooms/tenants/index.ts';
import { allow } from '../test/agent.ts';
import { good, letAgents, notes, register, tenantOf } from '../test/agent-world.ts';
import { type Documented, openDocumented } from '../test/documented-agents.ts';
import type { TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { send } from './oauth.ts';
import { sessionOf } from './signed-in.ts';

let world: Documented;
let house: TestHouse;
beforeAll(async () => {
  world = await openDocumented();
  house = world.house;
});
afterAll(() => world.stop());
beforeEach(() => world.afresh());

describe('a document that is gone', () => {
  it('ends an agent that proves itself by its key alone and never says its name beside it', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const path = world.freshPath();
    const document = world.documents.publish(path, {
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'one' }] },
    });
    let proofs = 0;
    const assertion = async (typ?: string) => {
      proofs += 1;
      return {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await new SignJWT({ jti: `assertion-${proofs}` })
          .setProtectedHeader({ alg: 'ES256', kid: 'one', ...(typ === undefined ? {} : { typ }) })
          .setIssuer(document)
          .setSubject(document)
          .setAudience(house.origin)
          .setIssuedAt()
          .setExpirationTime('50s')
          .sign(privateKey),
      };
    };
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const { location } = await allow(
      world.anna,
      house.origin,
      new URL(
        `${house.origin}/oauth/authorize?${new URLSearchParams({
          response_type: 'code',
          client_id: document,
          redirect_uri: `${world.documents.origin}/callback`,
          code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
          code_challenge_method: 'S256',
          resource: notes,
          scope: 'notes:read',
        })}`,
      ),
    );
    const redeemed = await send(house, '/oauth/token', {
      grant_type: 'authorization_code',
      code: new URL(location).searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: `${world.documents.origin}/callback`,
      resource: notes,
      ...(await assertion()),
    });
    expect(redeemed.status).toBe(200);
    const first = (await redeemed.json()) as { refresh_token: string };
    const refresh = async (token: string, more: Record<string, string>) =>
      send(house, '/oauth/token', {
        grant_type: 'refresh_token',
        refresh_token: token,
        resource: notes,
        ...(await assertion()),
        ...more,
      });
    // What was signed to ask for something, or to show a key, proves nobody.
    for (const typ of ['oauth-authz-req+jwt', 'dpop+jwt'])
      expect((await refresh(first.refresh_token, await assertion(typ))).status).toBe(401);
    const renewed = await refresh(first.refresh_token, {});
    expect(renewed.status).toBe(200);
    const { refresh_token: next = first.refresh_token } = (await renewed.json()) as { refresh_token?: string };

    world.documents.pages.delete(path);
    await world.expire(document);
    expect((await refresh(next, {})).status).toBeGreaterThanOrEqual(400);
    expect(await world.row(document)).toMatchObject({ state: 'disabled' });
  });

  it('ends one that asks at another spelling of the address', async () => {
    const path = world.freshPath();
    const document = world.documents.publish(path, {});
    const { tokens } = await world.signedIn(document);
    world.documents.pages.delete(path);
    await world.expire(document);
    const refused = await send(house, '/oauth/token?again', {
      grant_type: 'refresh_token',
      client_id: document,
      refresh_token: tokens.refresh_token ?? '',
      resource: notes,
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await world.row(document)).toMatchObject({ state: 'disabled' });
  });

  it('is not believed for longer because nobody may read it any more', async () => {
    const path = world.freshPath();
    const document = world.documents.publish(path, {});
    const { agent, errand, tokens } = await world.signedIn(document);
    world.documents.pages.delete(path);
    await world.expire(document, '1 day');
    await house.sql(`update budgets set theoretical_at = now() + interval '10 days'`);
    await letMemoryFade();
    expect((await agent.refresh(errand, tokens.refresh_token ?? '')).status).toBeGreaterThanOrEqual(400);
  });

  it('and that an operator disables meanwhile, stays disabled when it is back', async () => {
    const path = world.freshPath();
    const document = world.documents.publish(path, {});
    await world.ask(document);
    world.documents.pages.delete(path);
    await world.expire(document);
    await world.ask(document);
    expect(await world.row(document)).toMatchObject({ state: 'disabled' });
    await house.database.transaction({}, async (tx) =>
      house.house.applications.within(tx, system).setState(await tenantOf(house), document, 'disabled'),
    );
    world.documents.publish(path, {});
    await world.expire(document);
    expect((await world.ask(document)).status).toBe(400);
    expect(await world.row(document)).toMatchObject({ state: 'disabled' });
  });
});

describe('an application that registered itself', () => {
  it('lends its pages no passkeys of the house, whatever its row says', async () => {
    await letAgents(house, { registration: 'open' });
    const made = await register(house, {
      ...good,
      client_name: 'Row agent',
      redirect_uris: ['https://row.example/cb'],
    });
    await house.sql(
      `update applications set first_party = true, metadata = metadata || '{"direct_sign_in": true}' where application_id = $1`,
      [made.body['client_id']],
    );
    await letMemoryFade();
    const related = await house.visitor().request('/.well-known/webauthn');
    expect(JSON.parse(related.body)).toEqual({ origins: [house.origin] });
  });

  it('may ask for an API that is opened after it was known', async () => {
    const document = world.publish();
    await world.ask(document);
    await house.house.applications.registerResource(await tenantOf(house), {
      resource_uri: 'https://late.example/',
      name: 'Late',
      scopes: { 'late:read': 'Read what came late' },
      open_to_agents: true,
    });
    await letMemoryFade();
    const answer = await world.ask(document, { resource: 'https://late.example/', scope: 'late:read' });
    expect(answer.body).toContain('Read what came late');
  });

  it('is told of no longer life than the browser has, where an app of the house stays for longer', async () => {
    const document = world.publish();
    const { sessionId } = await sessionOf(house, world.anna);
    const until = async () =>
      Date.parse(/<time datetime="([^"]+)"/.exec((await world.ask(document, { prompt: 'consent' })).body)?.[1] ?? '');
    const before = await until();
    await house.sql(
      `update sessions set browser_ends_at = ends_at, ends_at = ends_at + interval '150 days' where session_id = $1`,
      [sessionId],
    );
    expect(await until()).toBe(before);
  });

  it('is read and removed at its own tenant alone', async () => {
    await letAgents(house, { registration: 'open' });
    const made = await register(house, good);
    await house.house.tenants.create({ name: 'Other', host: 'other.localhost' });
    const elsewhere = house.visitor({ host: 'other.localhost', origin: 'http://other.localhost' });
    const headers = { authorization: `Bearer ${made.body['registration_access_token']}`, accept: 'application/json' };
    for (const method of ['GET', 'DELETE'])
      expect((await elsewhere.request(`/oauth/register/${made.body['client_id']}`, { method, headers })).status).toBe(
        401,
      );
    expect(
      await house.sql('select 1 from applications where application_id = $1', [made.body['client_id']]),
    ).toHaveLength(1);
  });
});
