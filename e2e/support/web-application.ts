/**
 * An application with a server of its own, as small as one can be: it knows one customer, and shows in plain text what
 * the library it is written with has brought it. Everything it does is a link, so it needs no scripts.
 */
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { freePort } from '../../packages/server/test/free-port.ts';
import type { Server } from './server.ts';

export type Held = { readonly accessToken: string; readonly refreshToken: string; readonly idToken: string };

/** Reads what a token endpoint answered; what it did not send anew stays as it was. */
export function heldFrom(
  answer: { readonly access_token: string; readonly refresh_token?: string; readonly id_token?: string },
  former: Held = { accessToken: '', refreshToken: '', idToken: '' },
): Held {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? former.refreshToken,
    idToken: answer.id_token ?? former.idToken,
  };
}

export type Registration = {
  readonly issuer: string;
  readonly origin: string;
  readonly callback: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** What came of a sign-in, beside the item that the customer was looking at when it began. */
export type Arrival = { readonly item: string } & ({ readonly held: Held } | { readonly error: string });

/**
 * How a library is put into the application: it adds `/sign-in?item=…` and `/callback`, hands over who arrives there, and
 * does the rest on demand.
 */
export type Library = (
  app: FastifyInstance,
  registration: Registration,
  arrive: (reply: FastifyReply, arrival: Arrival) => FastifyReply,
) => Promise<{
  refresh(held: Held): Promise<Held>;
  userinfo(held: Held): Promise<Readonly<Record<string, unknown>>>;
  signOutAddress(held: Held, returnTo: string): string;
}>;

export type WebApplication = { readonly origin: string; stop(): Promise<void> };

/** Registers the application at the server and starts it. */
export async function startWebApplication(server: Server, name: string, library: Library): Promise<WebApplication> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const callback = `${origin}/callback`;
  const words = ['--name', name, '--first-party', '--redirect-uri', callback, '--json'];
  const registered = await server.runVerb(
    'applications',
    'register',
    ...words,
    '--post-logout-redirect-uri',
    `${origin}/signed-out`,
  );
  const { client_id: clientId, client_secret: clientSecret } = JSON.parse(registered);

  const app = Fastify();
  let held: Held = { accessToken: '', refreshToken: '', idToken: '' };
  const registration = { issuer: server.origin, origin, callback, clientId, clientSecret };
  const client = await library(app, registration, (reply, arrival) => {
    if ('held' in arrival) held = arrival.held;
    const outcome = 'held' in arrival ? 'signed-in' : arrival.error;
    return reply.redirect(`/?${new URLSearchParams({ item: arrival.item, outcome })}`, 303);
  });
  app.get('/', async () => 'the shop');
  app.get('/signed-out', async () => 'signed out');
  app.get('/profile', async () => client.userinfo(held));
  app.get('/refresh', async () => {
    const former = held;
    held = await client.refresh(former);
    return held.accessToken === former.accessToken ? 'the same' : 'refreshed';
  });
  app.get('/sign-out', async (_request, reply) =>
    reply.redirect(client.signOutAddress(held, `${origin}/signed-out`), 303),
  );
  await app.listen({ host: '127.0.0.1', port });
  return { origin, stop: () => app.close() };
}
