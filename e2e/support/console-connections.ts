/** Connections of a business: an ordinary company, a long name, and one that would like to be markup. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Server } from './server.ts';

type Definition = Readonly<Record<string, unknown>>;

// Without a secret, so that none has to lie anywhere.
const openid = { preset: 'openid', client_id: 'acme', token_endpoint_auth_method: 'none' };

export const hostileConnections: Readonly<Record<string, Definition>> = {
  contoso: {
    ...openid,
    name: `<img src=x onerror="window.hit='connection'">`,
    issuer: 'https://id.contoso.invalid',
    domains: ['contoso.invalid', `${'d'.repeat(60)}.${'e'.repeat(60)}.invalid`],
    domain_sign_in: 'required',
    claims: { company: 'organisation.name' },
    order: 1,
  },
  wide: { ...openid, name: 'W'.repeat(60), issuer: 'https://id.fabrikam.invalid', state: 'disabled' },
};

/** Sets them up from a file, as an operator would. */
export async function connect(server: Server, connections: Readonly<Record<string, Definition>>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-connections-'));
  try {
    const file = path.join(folder, 'connections.json');
    writeFileSync(file, JSON.stringify({ connections }));
    await server.runVerb('apply', file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
