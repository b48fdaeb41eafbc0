import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const documents = [
  ['/oauth/jwks', 300],
  ['/.well-known/openid-configuration', 3600],
  ['/.well-known/oauth-authorization-server', 3600],
] as const;

describe('what is published', () => {
  it.each(documents)(
    'may be kept for a while, by anybody, and is asked for again by its tag: %s',
    async (path, age) => {
      const visitor = house.visitor();
      const answer = await visitor.request(path, { headers: { origin: 'https://anywhere.example' } });
      expect(answer.headers).toMatchObject({
        'cache-control': `public, max-age=${age}`,
        'access-control-allow-origin': '*',
      });
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      expect(answer.headers['vary']).toBeUndefined();
      expect(answer.headers['content-type']).toMatch(/json/);
      const tag = answer.headers['etag'] ?? '';
      expect(tag).not.toBe('');

      const again = await visitor.request(path, { headers: { 'if-none-match': tag } });
      expect({ status: again.status, body: again.body, tag: again.headers['etag'] }).toEqual({
        status: 304,
        body: '',
        tag,
      });
      const other = await visitor.request(path, { headers: { 'if-none-match': '"another"' } });
      expect(other.status).toBe(200);
      expect(JSON.parse(other.body)).toEqual(JSON.parse(answer.body));
    },
  );

  it('is kept for less than a fresh key waits, and changes its tag with the keys', async () => {
    const visitor = house.visitor();
    const before = await visitor.request('/oauth/jwks');
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    const age = Number(/max-age=(\d+)/.exec(before.headers['cache-control'] ?? '')?.[1]);
    expect(age * 2).toBeLessThan(tenant?.settings.signingKeys.publishAheadSeconds ?? 0);
    await house.house.tenants.signingKeys.rotate(tenant?.tenantId ?? '');
    const after = await visitor.request('/oauth/jwks', { headers: { 'if-none-match': before.headers['etag'] } });
    expect(after.status).toBe(200);
    expect(JSON.parse(after.body).keys.length).toBe(4);
  });

  it.each(['/oauth/token', '/oauth/userinfo', '/oauth/introspect', '/oauth/authorize', '/sign-in'])(
    'is all there is for every origin: %s is not',
    async (path) => {
      const answer = await house.visitor().request(path, {
        method: path.startsWith('/oauth/a') || path === '/sign-in' ? 'GET' : 'POST',
        headers: { origin: 'https://anywhere.example', accept: 'application/json' },
        body: '',
      });
      expect(answer.headers['access-control-allow-origin']).not.toBe('*');
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      expect(answer.headers['cache-control'] ?? '').not.toContain('public');
    },
  );
});
