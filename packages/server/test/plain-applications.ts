/** The applications that lane and engine are compared with, how each proves itself, and how it gets a refresh token. */

import { basic, comeBack, enter } from '../attacks/oauth.ts';
import type { TestHouse } from './house.ts';
import { createRelyingParty, follow, type RelyingParty } from './relying-party.ts';
import type { Visitor } from './visitor.ts';

export type Fields = Readonly<Record<string, string>>;
export type Sent = { readonly fields: Fields; readonly headers?: Fields; readonly more?: string };

export const api = 'https://orders.example';
const everything = 'openid profile email offline_access';
const wanted: Readonly<Record<string, { firstParty?: boolean; metadata: Record<string, unknown> }>> = {
  web: { metadata: { scope: everything } },
  other: { metadata: {} },
  app: { metadata: { token_endpoint_auth_method: 'none' } },
  installed: {
    metadata: {
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['https://shop.example/callback', 'com.example.shop:/callback'],
    },
  },
  post: { metadata: { token_endpoint_auth_method: 'client_secret_post' } },
  pairwise: { metadata: { subject_type: 'pairwise' } },
  pairwiseApp: { metadata: { subject_type: 'pairwise', token_endpoint_auth_method: 'none' } },
  rsa: { metadata: { id_token_signed_response_alg: 'RS256' } },
  partner: { firstParty: false, metadata: { scope: everything } },
  shrinking: { metadata: { scope: 'openid profile email' } },
  closing: { metadata: { grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] } },
  codeOnly: { metadata: { grant_types: ['authorization_code'] } },
  reader: { metadata: { scope: 'openid profile orders:read', allowed_resources: [api] } },
  machine: {
    metadata: {
      grant_types: ['client_credentials'],
      redirect_uris: [],
      scope: 'customers:read settings:write orders:read',
      allowed_resources: [api],
    },
  },
  orders: {
    metadata: {
      grant_types: ['client_credentials'],
      redirect_uris: [],
      scope: 'openid orders:read',
      default_resource: api,
      allowed_resources: [api],
      token_endpoint_auth_method: 'client_secret_post',
    },
  },
  bound: {
    metadata: {
      grant_types: ['client_credentials'],
      redirect_uris: [],
      scope: 'customers:read',
      dpop_bound_access_tokens: true,
    },
  },
};

export async function createParties(house: TestHouse, anna: Visitor) {
  const [row] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
  await house.house.applications.registerResource(row?.tenant_id ?? '', {
    resource_uri: api,
    name: 'Orders',
    scopes: { 'orders:read': 'See your orders', 'orders:write': 'Change your orders' },
    access_token_seconds: 300,
  });
  const parties = new Map<string, RelyingParty>();
  for (const [name, { metadata, ...rest }] of Object.entries(wanted)) {
    parties.set(name, await createRelyingParty(house, { ...rest, metadata: { client_name: name, ...metadata } }));
  }
  const party = (name: string): RelyingParty => {
    const found = parties.get(name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };

  /** Proof of the application as it was registered to give it. */
  function proofOf(name: string): Sent {
    const { applicationId, secret } = party(name);
    if (secret === null) return { fields: { client_id: applicationId } };
    if (name === 'post' || name === 'orders') return { fields: { client_id: applicationId, client_secret: secret } };
    return { fields: {}, headers: basic(party(name)) };
  }

  async function tokenOf(name: string, parameters: Fields = {}): Promise<string> {
    if (name !== 'partner') return (await enter(house, anna, party(name), parameters)).refresh_token ?? '';
    const { journey, address } = await comeBack(house, anna, party(name), {
      scope: everything,
      prompt: 'consent',
      ...parameters,
    });
    if (address !== '') return (await party(name).redeem(journey, address)).refresh_token ?? '';
    const asked = await anna.request(journey.address);
    const page = await anna.request(asked.headers['location'] ?? '');
    const allowed = await anna.post('/consent', { ...page.hidden('/consent'), decision: 'allow' });
    const back = (await follow(house, anna, allowed)).headers['location'] ?? '';
    return (await party(name).redeem(journey, back)).refresh_token ?? '';
  }

  const asRefresh = (name: string, token: string, more: Fields = {}): Sent => {
    const { fields, headers = {} } = proofOf(name);
    return { fields: { grant_type: 'refresh_token', refresh_token: token, ...fields, ...more }, headers };
  };
  const asService = (name: string, more: Fields = {}): Sent => {
    const { fields, headers = {} } = proofOf(name);
    return { fields: { grant_type: 'client_credentials', ...fields, ...more }, headers };
  };

  return { party, proofOf, tokenOf, asRefresh, asService };
}

export const withOrigin = (sent: Sent, origin: string): Sent => ({ ...sent, headers: { ...sent.headers, origin } });
export const encoded = ({ applicationId, secret }: RelyingParty): Fields => {
  const percent = (text: string) =>
    text.replace(/[^a-z]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return { authorization: `Basic ${btoa(`${percent(applicationId)}:${percent(secret ?? '')}`)}` };
};
