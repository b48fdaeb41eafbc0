/**
 * An OpenID provider of somebody else's: a real one, behind a front that can make each of its answers wrong. Honest
 * unless `misbehaves` says otherwise.
 */
import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { ClientMetadata } from 'oidc-provider';
import { type Accounts, someAccounts } from './accounts.ts';
import { type Fault, json, type Loopback, passOn, type Received, type Reply, startLoopback } from './loopback.ts';
import {
  type Misbehaviour,
  newSigningKey,
  overwrite,
  type Place,
  publishedKeys,
  type SigningKey,
  signAs,
} from './misbehaviour.ts';
import { startOpenProvider } from './open-provider.ts';

export type UpstreamClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** ES256 unless told. */
  readonly algorithm?: 'ES256' | 'RS256';
  readonly authentication?: 'client_secret_basic' | 'client_secret_post';
};

export type Upstream = Pick<Loopback, 'origin' | 'port' | 'received' | 'stop'> & {
  readonly issuer: string;
  readonly accounts: Accounts;
  readonly misbehaves: Misbehaviour;
  /** Another key signs from now on, and the old one is published no more. */
  rotateKeys(): Promise<void>;
  /** How often a place was asked. */
  asked(place: Place): number;
  /** A token that tells a client of the end of a session (Back-Channel Logout 1.0, section 2.4). */
  logoutToken(client: UpstreamClient, claims: Record<string, unknown>, how?: LogoutTokenOptions): Promise<string>;
};

type LogoutTokenOptions = { readonly signedBy?: Misbehaviour['signedBy']; readonly typ?: string };

const places: Readonly<Record<string, Place>> = {
  '/.well-known/openid-configuration': 'discovery',
  '/jwks': 'keys',
  '/auth': 'authorize',
  '/token': 'token',
  '/me': 'userinfo',
};

export async function startUpstream(options: {
  readonly clients: readonly UpstreamClient[];
  readonly accounts?: Accounts;
}): Promise<Upstream> {
  const accounts = options.accounts ?? someAccounts();
  const misbehaves: Misbehaviour = {};
  let keys: readonly SigningKey[] = [await newSigningKey('ES256'), await newSigningKey('RS256')];

  const front = await startLoopback(answer);
  const issuer = front.origin;
  const inner = await startOpenProvider({ issuer, accounts, keys, clients: options.clients.map(metadataOf) });

  async function answer(asked: Received): Promise<Reply | Fault> {
    const place = places[asked.path];
    const fault = place === undefined ? undefined : misbehaves.at?.[place];
    if (fault !== undefined) return fault;
    if (place === 'keys') return json(200, { keys: await publishedKeys(keys, misbehaves.keys) });
    const reply = await passOn(inner.port, asked);
    if (place === undefined || place === 'authorize') return bendRedirect(reply);
    if (reply.status !== 200) return reply;
    const body = JSON.parse(reply.body ?? '') as Record<string, unknown>;
    if (place === 'discovery') return json(200, overwrite(body, misbehaves.discovery));
    if (place === 'userinfo') return json(200, overwrite(body, misbehaves.userinfo));
    return json(200, overwrite(body, { id_token: await bendToken(String(body['id_token'])) }));
  }

  function bendRedirect(reply: Reply): Reply {
    const location = reply.headers?.['location'];
    if (misbehaves.answer === undefined || typeof location !== 'string' || location.startsWith(issuer)) return reply;
    if (!URL.canParse(location)) return reply;
    const url = new URL(location);
    for (const [name, value] of Object.entries(misbehaves.answer)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    return { ...reply, headers: { ...reply.headers, location: url.href } };
  }

  async function bendToken(honest: string): Promise<string | undefined> {
    const { idToken, signedBy, withoutIdToken } = misbehaves;
    if (withoutIdToken === true) return undefined;
    if (idToken === undefined && signedBy === undefined) return honest;
    const claims = decodeJwt(honest);
    const key = keys.find(({ kid }) => kid === decodeProtectedHeader(honest).kid);
    if (key === undefined) throw new Error('the key that signed is not known');
    const clientSecret = options.clients.find(({ clientId }) => clientId === claims.aud)?.clientSecret ?? '';
    return signAs(overwrite(claims, idToken), key, { clientSecret, ...(signedBy === undefined ? {} : { signedBy }) });
  }

  return {
    ...front,
    issuer,
    accounts,
    misbehaves,
    async rotateKeys() {
      keys = [await newSigningKey('ES256'), await newSigningKey('RS256')];
      await inner.useKeys(keys);
    },
    asked: (place) => front.received.filter(({ path }) => places[path] === place).length,
    async logoutToken({ clientId, clientSecret, algorithm = 'ES256' }, claims, { signedBy, typ = 'logout+jwt' } = {}) {
      const key = keys.find(({ alg }) => alg === algorithm);
      if (key === undefined) throw new Error(`no key for ${algorithm}`);
      const now = Math.floor(Date.now() / 1000);
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const honest = { iss: issuer, aud: clientId, iat: now, exp: now + 120, jti: randomUUID(), events };
      return signAs(overwrite(honest, claims), key, {
        clientSecret,
        typ,
        ...(signedBy === undefined ? {} : { signedBy }),
      });
    },
    async stop() {
      await front.stop();
      await inner.stop();
    },
  };
}

function metadataOf({
  clientId,
  clientSecret,
  redirectUris,
  algorithm,
  authentication,
}: UpstreamClient): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: algorithm ?? 'ES256',
    token_endpoint_auth_method: authentication ?? 'client_secret_basic',
  };
}
