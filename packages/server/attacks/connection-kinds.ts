/**
 * One connection of every kind, each to an upstream of its own on this machine: what the attack tests of connections are
 * tried on. All of them share the people that have accounts there.
 */
import { generateKeyPairSync } from 'node:crypto';
import type { ConnectionDefinition, ConnectionPreset } from '@cardea/contract';
import type { TestHouse } from '../test/house.ts';
import {
  type Accounts,
  startAmazon,
  startApple,
  startDiscord,
  startFacebook,
  startGitHub,
  startLinkedIn,
  startMicrosoft,
  startUpstream,
  startX,
  type UpstreamAccount,
  type UpstreamClient,
} from '../test/upstream/index.ts';

export type Kind = {
  readonly name: ConnectionPreset;
  readonly connectionId: string;
  readonly upstream: {
    readonly origin: string;
    readonly port: number;
    readonly accounts: Accounts;
    stop(): Promise<void>;
  };
  /** Whether the provider can say that an address is proven. */
  readonly vouches: boolean;
  /** Adds an account there. */
  join(account: UpstreamAccount): UpstreamAccount;
};

const secretKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const team = { teamId: 'TEAM123456', keyId: 'KEY1234567', publicKey: secretKey.publicKey };

export const kindNames = [
  'openid',
  'google',
  'oauth2',
  'github',
  'facebook',
  'x',
  'amazon',
  'discord',
  'linkedin',
  'apple',
  'microsoft',
] as const satisfies readonly ConnectionPreset[];

type Given = Partial<ConnectionDefinition>;
type Started = { readonly upstream: Kind['upstream']; readonly given: Given; readonly vouches: boolean };
type Client = { readonly clientId: string; readonly clientSecret: string; readonly redirectUris: readonly string[] };

const openUpstream = async (
  client: Client,
  how: Pick<UpstreamClient, 'algorithm' | 'authentication'>,
): Promise<Started> => {
  const upstream = await startUpstream({ clients: [{ ...client, ...how }] });
  return { upstream, given: { issuer: upstream.issuer }, vouches: true };
};

/** Starts the upstream of a kind; what a connection to it must say beside the client. */
const starts: Readonly<Record<ConnectionPreset, (client: Client) => Promise<Started>>> = {
  openid: (client) => openUpstream(client, { algorithm: 'ES256' }),
  google: (client) => openUpstream(client, { algorithm: 'RS256', authentication: 'client_secret_post' }),
  async oauth2(client) {
    const upstream = await startDiscord({ clients: [client] });
    const claims = {
      subject_claim: 'id',
      email_claim: 'email',
      email_verified_claim: 'verified',
      name_claim: 'global_name',
    };
    const at = endpoints(upstream.origin, '/oauth2/authorize', '/api/oauth2/token', '/api/users/@me');
    return { upstream, given: { ...at, ...claims, scope: 'identify email' }, vouches: true };
  },
  async github(client) {
    const upstream = await startGitHub({ clients: [client] });
    const at = endpoints(upstream.origin, '/login/oauth/authorize', '/login/oauth/access_token', '/user');
    return { upstream, given: at, vouches: true };
  },
  async facebook(client) {
    const upstream = await startFacebook({ clients: [client] });
    const fields = '/me?fields=id,name,first_name,last_name,email';
    return {
      upstream,
      given: endpoints(upstream.origin, '/dialog/oauth', '/oauth/access_token', fields),
      vouches: false,
    };
  },
  async x(client) {
    const upstream = await startX({ clients: [client] });
    const at = endpoints(upstream.origin, '/i/oauth2/authorize', '/2/oauth2/token', '/2/users/me');
    return { upstream, given: at, vouches: false };
  },
  async amazon(client) {
    const upstream = await startAmazon({ clients: [client] });
    return { upstream, given: endpoints(upstream.origin, '/ap/oa', '/auth/o2/token', '/user/profile'), vouches: false };
  },
  async discord(client) {
    const upstream = await startDiscord({ clients: [client] });
    const at = endpoints(upstream.origin, '/oauth2/authorize', '/api/oauth2/token', '/api/v10/users/@me');
    return { upstream, given: at, vouches: true };
  },
  async linkedin(client) {
    const upstream = await startLinkedIn({ clients: [client] });
    const at = endpoints(upstream.origin, '/oauth/v2/authorization', '/oauth/v2/accessToken', '/v2/userinfo');
    return { upstream, given: at, vouches: true };
  },
  async apple(client) {
    const upstream = await startApple({ clients: [client], team });
    const apple = { team_id: team.teamId, key_id: team.keyId };
    const given = { issuer: upstream.origin, apple, client_secret: secretKey.privateKey };
    return { upstream, given, vouches: true };
  },
  async microsoft(client) {
    const upstream = await startMicrosoft({ clients: [client] });
    return { upstream, given: { issuer: `${upstream.origin}/common/v2.0` }, vouches: true };
  },
};

const endpoints = (origin: string, authorize: string, token: string, userinfo: string) => ({
  authorization_endpoint: `${origin}${authorize}`,
  token_endpoint: `${origin}${token}`,
  userinfo_endpoint: `${origin}${userinfo}`,
});

/** What else it takes for an address to be proven there (learn.microsoft.com: `xms_edov`; developers.google.com: `hd`). */
const provenBy: Partial<Record<ConnectionPreset, Record<string, unknown>>> = {
  microsoft: { xms_edov: true },
  google: { hd: 'upstream.example' },
};

export const callbackOf = (house: Pick<TestHouse, 'origin'>, connectionId: string) =>
  `${house.origin}/sign-in/with/${connectionId}/callback`;

/** Starts the upstream of this kind and makes a connection to it whose word about addresses is believed. */
export async function startKind(house: TestHouse, name: ConnectionPreset, change: Given = {}): Promise<Kind> {
  const [tenantId = ''] = await house.house.tenants.listIds();
  const connectionId = change.connection_id ?? `to-${name}`;
  const client = {
    clientId: `client-of-${connectionId}`,
    clientSecret: `a secret for ${connectionId} that is long enough`,
    redirectUris: [callbackOf(house, connectionId)],
  };
  const { upstream, given, vouches } = await starts[name](client);
  await house.house.connections.create(tenantId, {
    connection_id: connectionId,
    name: `Upstream ${name}`,
    preset: name,
    client_id: client.clientId,
    client_secret: client.clientSecret,
    email_is_authoritative: true,
    ...given,
    ...change,
  });
  return {
    name,
    connectionId,
    upstream,
    vouches,
    join(account) {
      const more = account.emailVerified === true ? (provenBy[name] ?? {}) : {};
      const joined = { ...account, more: { ...more, ...account.more } };
      upstream.accounts.set(account.login, joined);
      return joined;
    },
  };
}

export type Kinds = {
  of(name: ConnectionPreset): Kind;
  stop(): Promise<void>;
};

/** One of each; `stop` ends their upstreams. */
export async function startKinds(house: TestHouse): Promise<Kinds> {
  const kinds = await Promise.all(kindNames.map((name) => startKind(house, name)));
  const of = (name: ConnectionPreset): Kind => {
    const kind = kinds.find((each) => each.name === name);
    if (kind === undefined) throw new Error(`no connection of the kind ${name}`);
    return kind;
  };
  return {
    of,
    async stop() {
      for (const { upstream } of kinds) await upstream.stop();
    },
  };
}
