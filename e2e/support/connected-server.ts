/** A server with connections of every bearing: Google, Apple, a company's own sign-in, and one that only knows whom it knew. */
import { startApple } from '../../packages/server/test/upstream/index.ts';
import { applyConnections, clientFor, startProvider } from './account-elsewhere.ts';
import { appleKeys } from './apple-keys.ts';
import type { Person } from './person.ts';
import { type Server, startServer } from './server.ts';
import { press } from './steps.ts';

export type ConnectedServer = Server & {
  /** One provider for all of them but Apple: who it is to us is the connection's matter. */
  readonly provider: Awaited<ReturnType<typeof startProvider>>;
  readonly apple: Awaited<ReturnType<typeof startApple>>;
};

export async function startConnectedServer(): Promise<ConnectedServer> {
  const server = await startServer();
  const provider = await startProvider(server, ['google', 'contoso', 'fabrikam', 'partners']);
  const apple = await startApple({ clients: [clientFor(server, 'apple')], team: appleKeys.team });
  const { issuer } = provider;
  await applyConnections(server, {
    google: { name: 'Google', preset: 'google', issuer, order: 1 },
    apple: { name: 'Apple', preset: 'apple', issuer: apple.origin, order: 2, ...appleKeys.given },
    contoso: {
      ...{ name: 'Contoso', preset: 'openid', issuer, email_is_authoritative: true, order: 3 },
      ...{ domains: ['contoso.example'], domain_sign_in: 'offered' },
    },
    partners: { name: 'Partner portal', preset: 'openid', issuer, sign_up: 'linked_only', order: 4 },
    fabrikam: {
      ...{ name: 'Fabrikam', preset: 'openid', issuer, email_is_authoritative: true, order: 5 },
      ...{ domains: ['fabrikam.example'], domain_sign_in: 'required' },
    },
  });
  // In place of the text records that the companies would publish.
  await server.sql('update connection_domains set proven_at = now()');
  return {
    ...server,
    provider,
    apple,
    async stop() {
      await Promise.all([provider.stop(), apple.stop()]);
      await server.stop();
    },
  };
}

/** Whoever came by a provider is asked once whether a passkey would be quicker. */
export async function declineOffer(person: Person): Promise<void> {
  if (new URL(person.page.url()).pathname !== '/account/factors/passkey/offer') return;
  await press(person, '/account/factors/passkey/offer/skip');
}
