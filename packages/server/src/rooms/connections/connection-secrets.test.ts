import type { ConnectionDefinition } from '@cardea/contract';
import { decodeProtectedHeader, exportPKCS8, generateKeyPair, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionsWorld, openConnections } from '../../../test/connections-world.ts';

let world: ConnectionsWorld;

beforeAll(async () => {
  world = await openConnections();
});
afterAll(() => world.stop());

describe('settings are refused', () => {
  it.each([
    [{ preset: 'openid', issuer: undefined }, { issuer: 'required' }],
    [{ issuer: 'http://id.contoso.example' }, { issuer: 'https_only' }],
    [{ issuer: 'javascript:alert(1)' }, { issuer: 'https_only' }],
    [{ issuer: 'data:text/html,x' }, { issuer: 'https_only' }],
    [{ issuer: 'https://id.contoso.example/?a=b' }, { issuer: 'query' }],
    [{ issuer: 'https://id.contoso.example/#x' }, { issuer: 'fragment' }],
    [{ issuer: 'https://us:er@contoso.example' }, { issuer: 'user_info' }],
    [{ issuer: 'https://contoso.example\\@evil.example' }, { issuer: 'malformed' }],
    [{ issuer: 'HTTPS://CONTOSO.example' }, { issuer: 'not_canonical' }],
    [{ issuer: 'http://localhost:4000' }, { issuer: 'https_only' }],
    [{ token_endpoint: 'https://a.example' }, { token_endpoint: 'not_of_preset' }],
    [{ microsoft_tenant: 'common' }, { microsoft_tenant: 'not_of_preset' }],
    [{ scope: 'profile' }, { scope: 'needs_openid' }],
    [{ claims: { shoe_size: 'shoe' } }, { claims: 'unknown_attribute' }],
    [{ client_secret: undefined }, { client_secret: 'required' }],
    [{ token_endpoint_auth_method: 'none' }, { client_secret: 'not_with_none' }],
    [{ preset: 'google' }, { issuer: 'not_of_preset' }],
    [{ preset: 'oauth2' }, { issuer: 'not_of_preset', token_endpoint: 'required' }],
    [
      { preset: 'apple', issuer: undefined },
      { apple: 'required', client_secret: 'needs_private_key' },
    ],
  ])('%j', async (wrong, fields) => {
    const given = Object.entries({ ...world.contoso(), ...wrong }).filter(([, value]) => value !== undefined);
    const definition = Object.fromEntries(given) as ConnectionDefinition;
    await expect(world.connections.create(world.acme, definition)).rejects.toMatchObject({
      code: 'connection.invalid',
      fields: expect.objectContaining(fields) as object,
    });
  });

  it('but a development installation may speak to doubles on this machine, and to nothing else', async () => {
    const { development } = world;
    const issuer = 'http://127.0.0.1:4999';
    await development.create(world.acme, { ...world.google(), issuer });
    await development.create(world.acme, { ...world.contoso(), issuer });
    const elsewhere = { ...world.google(), issuer: 'https://evil.example' };
    await expect(development.create(world.acme, elsewhere)).rejects.toMatchObject({
      fields: { issuer: 'not_of_preset' },
    });
  });
});

describe('the secret', () => {
  it('is given again when it would be shown to somebody else (case 161)', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, world.contoso(id));
    const moved = { issuer: 'https://evil.example' };
    await expect(world.change(id, moved)).rejects.toMatchObject({ fields: { client_secret: 'needed_again' } });
    expect(await world.connections.withSecret(world.acme, id)).toMatchObject({
      connection: { settings: { issuer: 'https://id.contoso.example' } },
      clientSecret: 'pssst',
    });
    expect(await world.change(id, moved, 'another')).toEqual(['issuer', 'client_secret']);
    expect(await world.connections.withSecret(world.acme, id)).toMatchObject({ clientSecret: 'another' });
  });

  it.each(['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'])('also for a new %s', async (field) => {
    const id = world.freshId();
    await world.connections.create(world.acme, {
      ...world.google(id),
      preset: 'oauth2',
      authorization_endpoint: 'https://a.example/authorize',
      token_endpoint: 'https://a.example/token',
      userinfo_endpoint: 'https://a.example/me',
    });
    await expect(world.change(id, { [field]: 'https://evil.example/x' })).rejects.toMatchObject({
      fields: { client_secret: 'needed_again' },
    });
    // Taken away and put back in two steps is no way round.
    await expect(world.change(id, { token_endpoint_auth_method: 'none' })).resolves.toEqual([
      'token_endpoint_auth_method',
      'client_secret',
    ]);
    await world.change(id, { [field]: 'https://evil.example/x' });
    await expect(world.change(id, { token_endpoint_auth_method: 'client_secret_post' })).rejects.toMatchObject({
      fields: { client_secret: 'required' },
    });
  });

  it('stays where it is when something else changes', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, world.contoso(id));
    expect(await world.change(id, { sign_up: 'linked_only' })).toEqual(['sign_up']);
    expect(await world.change(id, { sign_up: 'linked_only' })).toEqual([]);
    expect(await world.connections.withSecret(world.acme, id)).toMatchObject({ clientSecret: 'pssst' });
  });

  it('of Apple is a token of minutes, signed by the key that was given', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const id = world.freshId();
    await world.connections.create(world.acme, {
      ...world.google(id),
      preset: 'apple',
      apple: { team_id: 'ABCDE12345', key_id: 'KEY1234567' },
      client_secret: await exportPKCS8(privateKey),
    });
    const { clientSecret } = (await world.connections.withSecret(world.acme, id)) ?? {};
    const expected = { issuer: 'ABCDE12345', audience: 'https://appleid.apple.com', subject: 'ours' };
    const { payload } = await jwtVerify(clientSecret ?? '', publicKey, expected);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(decodeProtectedHeader(clientSecret ?? '')).toEqual({ alg: 'ES256', kid: 'KEY1234567' });
  });
});
