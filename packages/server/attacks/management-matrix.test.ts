/**
 * Every route of the management API, with every kind of caller: derived from the table itself, so a route that is added
 * is attacked the same day. What a caller lacks is said before anything that was sent is read. Case 178.
 */
import {
  administratorRoleNames,
  administratorRoles,
  type Permission,
  permissionNames,
  withImplied,
} from '@cardea/contract';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApiDependencies, adminRoutes } from '../src/doors/admin-api/index.ts';
import { createAdministrator } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callerWith, createManager, type Manager } from '../test/management.ts';
import { createRelyingParty, houseFetch } from '../test/relying-party.ts';
import { registerCustomer } from './people.ts';

type Route = {
  readonly method: string;
  readonly path: string;
  readonly permission: Permission | 'any';
  readonly alsoPermission: Permission | undefined;
  readonly name: string;
};
type Expected = 'admitted' | 'token.required' | 'token.invalid' | 'token.insufficient_scope' | 'administrator.required';

// Nothing is called: only what each route declares is read.
const nothing: object = new Proxy(() => undefined, { get: () => nothing });
const routes: Route[] = adminRoutes(nothing as AdminApiDependencies).map(
  ({ method, path, permission, alsoPermission }) => ({
    method,
    path: path.replace('/api/admin', '').replaceAll(/\{\w+\}/g, 'nobody'),
    permission,
    alsoPermission,
    name: `${method} ${path}`,
  }),
);

let house: TestHouse;
const second = 'second.localhost:4000';
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

/** What the caller is told by each route, as a word; whoever is admitted is told something about what was sent. */
async function told(call: Manager['call'], { method, path }: Route): Promise<string> {
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: { nobody_expects: 'this' } };
  const query = method === 'GET' ? '?nobody_expects=this' : '';
  const answer = await call(method, `${path}${query}`, body);
  if (answer.status >= 500) return `failed with ${answer.status}`;
  return [401, 403].includes(answer.status) ? String(answer.body['code']) : 'admitted';
}

async function differences(call: Manager['call'], expected: (route: Route) => Expected): Promise<string[]> {
  const found: string[] = [];
  for (const route of routes) {
    const word = await told(call, route);
    if (word !== expected(route)) found.push(`${route.name}: ${word} instead of ${expected(route)}`);
  }
  return found;
}

function holds(given: readonly Permission[]): (route: Route) => Expected {
  const held = withImplied(given);
  return ({ permission, alsoPermission }) => {
    const isEnough = permission === 'any' ? held.size > 0 : held.has(permission);
    const isWhole = alsoPermission === undefined || held.has(alsoPermission);
    return isEnough && isWhole ? 'admitted' : 'token.insufficient_scope';
  };
}

describe('the table', () => {
  it('is what the server serves, and all of it', async () => {
    const served = new Set<string>();
    for (const { method, name } of routes) {
      const path = name.slice(method.length + 1).replaceAll(/\{(\w+)\}/g, ':$1');
      expect(house.house.app.hasRoute({ method: method as 'GET', url: path }), name).toBe(true);
      served.add(path);
    }
    const printed = house.house.app.printRoutes({ commonPrefix: false });
    const listed = [...printed.matchAll(/(\/api\/admin\S*) \(/g)].map(([, path]) => path);
    expect(listed.filter((path) => path !== undefined && !served.has(path))).toEqual([]);
  });
});

describe('each route', () => {
  it('admits nobody without a token, or with one that is none', async () => {
    expect(await differences(callerWith(house, null), () => 'token.required')).toEqual([]);
    expect(await differences(callerWith(house, 'x'.repeat(43)), () => 'token.invalid')).toEqual([]);
  });

  it('admits nobody with a token that was made for another API', async () => {
    const resource = 'https://orders.example/api';
    const scopes = Object.fromEntries(permissionNames.map((name) => [name, 'of the orders']));
    const [tenantId = ''] = await house.house.tenants.listIds();
    await house.house.applications.registerResource(tenantId, { resource_uri: resource, name: 'Orders', scopes });
    const scope = permissionNames.join(' ');
    const party = await createRelyingParty(house, {
      metadata: {
        client_name: 'Orders',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        allowed_resources: [resource],
        scope,
      },
    });
    const { access_token: token } = await client.clientCredentialsGrant(party.configuration, { scope, resource });
    expect(await differences(callerWith(house, token), () => 'token.invalid')).toEqual([]);
  });

  it('admits nobody with a token of another tenant', async () => {
    const tenantId = (await house.house.tenants.create({ name: 'Second', host: second })) ?? '';
    const scope = permissionNames.join(' ');
    const { applicationId, clientSecret } = await house.house.applications.register(tenantId, {
      firstParty: true,
      metadata: { client_name: 'Theirs', grant_types: ['client_credentials'], response_types: [], scope },
    });
    const origin = `http://${second}`;
    const configuration = await client.discovery(
      new URL(origin),
      applicationId,
      { client_secret: clientSecret ?? '' },
      client.ClientSecretBasic(clientSecret ?? ''),
      { execute: [client.allowInsecureRequests], [client.customFetch]: houseFetch(house) as client.CustomFetch },
    );
    const { access_token: token } = await client.clientCredentialsGrant(configuration, {
      scope,
      resource: `${origin}/api`,
    });
    expect(await differences(callerWith(house, token), () => 'token.invalid')).toEqual([]);
  });

  it.each(permissionNames)('admits a service with %s exactly where that is enough', async (permission) => {
    const manager = await createManager(house, permission);
    expect(await differences(manager.call, holds([permission]))).toEqual([]);
  });

  it.each(administratorRoleNames)(
    'admits an administrator who is %s exactly where the role is enough',
    async (role) => {
      const { call } = await createAdministrator(house, `${role}@example.com`, role);
      expect(await differences(call, holds(administratorRoles[role]))).toEqual([]);
    },
  );

  it('admits no customer who administers nothing, whatever the token says', async () => {
    const browser = await registerCustomer(house, 'customer@example.com');
    const scope = 'openid account:read';
    const party = await createRelyingParty(house, { metadata: { scope } });
    const journey = await party.begin({ scope, resource: `${house.origin}/api` });
    const answer = await browser.request(journey.address);
    const { access_token: token } = await party.redeem(journey, answer.headers['location'] ?? '');
    expect(await differences(callerWith(house, token), () => 'administrator.required')).toEqual([]);
  });
});
