/** A connection of the product under test, set up as an operator does it, to a provider on this machine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from './product.ts';

const secretName = 'UPSTREAM_SECRET';
const clientSecret = 'a secret that this machine alone knows';
const clientId = 'cardea';
const settleMilliseconds = 1_500; // until the server has heard of a changed connection

/** What the product is started with, so that its secret can be read. */
export const connectionSecret = { [secretName]: clientSecret };

/** The product, as a provider knows it: where its tenants answer. */
export const clientOf = ({ place }: Product, connectionId: string, origins: readonly string[] = [place.origin]) => ({
  ...{ clientId, clientSecret },
  redirectUris: origins.map((origin) => `${origin}/sign-in/with/${connectionId}/callback`),
});

/** Makes a connection active, or switches it off again; of a tenant by its host, and with settings besides. */
export async function setConnection(
  product: Product,
  connectionId: string,
  { issuer, state }: { readonly issuer: string; readonly state: 'active' | 'disabled' },
  { host, settings }: { readonly host?: string; readonly settings?: object } = {},
): Promise<void> {
  const connection = {
    ...{ name: connectionId, preset: 'openid', state, issuer },
    ...{ client_id: clientId, client_secret: { env: secretName }, email_is_authoritative: true },
  };
  const file = join(product.folders.home, `${connectionId}.${host?.split('.')[0] ?? 'default'}.json`);
  // What is JSON is YAML too.
  writeFileSync(file, JSON.stringify({ settings, connections: { [connectionId]: connection } }));
  await product.runVerb('apply', file, ...(host === undefined ? [] : ['--tenant', host]));
  await sleep(settleMilliseconds);
}
