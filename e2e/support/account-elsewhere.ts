/**
 * Providers that people have accounts with, and the way there and back as a browser goes it. Connections to them are made
 * as an operator makes them: by a configuration file that is applied on the command line.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startUpstream, type Upstream, type UpstreamAccount } from '../../packages/server/test/upstream/index.ts';
import { freshEmail, type Person } from './person.ts';
import type { Server } from './server.ts';

// What another process has changed is seen within a second.
const noticedMilliseconds = 1_500;
const secretOf = (connectionId: string) => `a secret for ${connectionId} that is long enough`;

/** What a provider has to know of us, to be one that this connection leads to. */
export const clientFor = (server: Server, connectionId: string) => ({
  clientId: `client-of-${connectionId}`,
  clientSecret: secretOf(connectionId),
  redirectUris: [`${server.origin}/sign-in/with/${connectionId}/callback`],
});

/** An honest OpenID provider, which each of these connections may lead to. */
export const startProvider = (server: Server, connectionIds: readonly string[]): Promise<Upstream> =>
  startUpstream({
    clients: connectionIds.map((id) => ({
      ...clientFor(server, id),
      // As Google does it.
      ...(id === 'google' ? ({ algorithm: 'RS256', authentication: 'client_secret_post' } as const) : {}),
    })),
  });

/** A connection as the file says it, without its client; a secret of its own is given as text. */
export type Wanted = { readonly [field: string]: unknown; readonly client_secret?: string };

/** Writes the file and applies it; what is not in it is as it was. */
export async function applyConnections(server: Server, wanted: Readonly<Record<string, Wanted>>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-connections-'));
  try {
    const described = Object.entries(wanted).map(([id, { client_secret = secretOf(id), ...given }]) => {
      writeFileSync(path.join(folder, `${id}.secret`), client_secret);
      return [id, { client_id: `client-of-${id}`, client_secret: { file: `${id}.secret` }, ...given }] as const;
    });
    const file = path.join(folder, 'connections.yaml');
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ connections: Object.fromEntries(described) }));
    await server.runVerb('apply', file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await pause(noticedMilliseconds);
}

let accounts = 0;

/** Somebody new with an account at the provider, whose address is proven there. */
export function joinProvider(
  provider: { readonly accounts: Map<string, UpstreamAccount> },
  said: Partial<UpstreamAccount> = {},
): UpstreamAccount & { readonly email: string } {
  accounts += 1;
  const joined = {
    login: `person${accounts}`,
    subject: String(700_000 + accounts),
    emailVerified: true,
    name: 'Maria Lindqvist',
    more: { hd: 'example.com' },
    ...said,
    email: said.email ?? freshEmail(),
  };
  provider.accounts.set(joined.login, joined);
  return joined;
}

/** Presses the link that leads to the provider, and waits for whatever page that ends at. */
export async function leaveFor({ page }: Person, connectionId: string): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.locator(`a[href^="/sign-in/with/${connectionId}"], a[href$="/connections/link/${connectionId}"]`).click();
  await answered;
  await page.waitForLoadState('load');
}

/** Answers the form of the provider, as this account or, with null, by Cancel. Whoever is signed in there sees none. */
export async function answerProvider({ page, origin }: Person, login: string | null): Promise<void> {
  if (new URL(page.url()).origin === origin) return;
  if (login !== null) await page.fill('[name=login]', login);
  await page.click(`button[name=decision][value=${login === null ? 'deny' : 'allow'}]`);
  await page.waitForURL((url) => url.origin === origin);
  await page.waitForLoadState('load');
}

/** There and back. */
export async function comeBy(person: Person, connectionId: string, login: string | null): Promise<void> {
  await leaveFor(person, connectionId);
  await answerProvider(person, login);
}

/** From the first page of a journey. */
export async function enterBy(
  person: Person,
  connectionId: string,
  login: string | null,
  from: '/sign-in' | '/sign-up' = '/sign-in',
): Promise<void> {
  await person.open(from);
  await comeBy(person, connectionId, login);
}
