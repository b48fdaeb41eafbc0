/**
 * An application with sign-in: its pages and actions, and the few addresses that OpenID Connect needs. Every form is
 * refused unless a page of this very origin sent it; other ports of this machine are the same site, so the cookie's
 * SameSite alone would let them in.
 */
import cookie from '@fastify/cookie';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { createRemoteJWKSet } from 'jose';
import { html } from './html.ts';
import { type Brand, drawPage, type Page } from './layout.ts';
import { createLogoutTokenReader } from './logout-token.ts';
import { pageHeaders } from './page-headers.ts';
import { serveFile } from './serve-file.ts';
import { readSettings } from './settings.ts';
import { createSignIn, discover, type Wanted } from './sign-in.ts';
import { createStandings } from './standing.ts';
import { createVisits, type Notice, type Person, type Visit } from './visits.ts';

export type Context<State> = {
  readonly visit: Visit<State>;
  readonly person: Person | null;
  readonly parameters: Readonly<Record<string, string>>;
};

/** Where an action leads: to a page, or first through a sign-in. */
export type Next = { readonly to: string } | { readonly signIn: Wanted };

export type Application<State> = {
  page(
    path: string,
    draw: (context: Context<State>) => Page | Promise<Page>,
    options?: { readonly live: boolean },
  ): void;
  action(path: string, act: (context: Context<State>, form: URLSearchParams) => Next | Promise<Next>): void;
  /** Uses the refresh token now. */
  renew(visit: Visit<State>): Promise<void>;
  listen(): Promise<void>;
};

export async function openApplication<State>(options: {
  readonly brand: Brand;
  readonly cookieName: string;
  readonly scope: string;
  readonly stylesheet: URL;
  readonly freshState: () => State;
  /** Does what the person wanted when they were sent to sign in; returns where they go. */
  readonly onReturn?: (visit: Visit<State>, intent: string) => string;
}): Promise<Application<State>> {
  const { brand, cookieName, scope, freshState } = options;
  const settings = readSettings(process.env);
  const configuration = await discover(settings);
  const { issuer, jwks_uri: keysAddress } = configuration.serverMetadata();
  const isSecure = settings.origin.startsWith('https:');
  const visits = createVisits<State>({ cookieName, isSecure, freshState });
  const signIn = createSignIn<State>({ settings, configuration, visits, scope });
  const standings = createStandings<State>(configuration, visits);
  const keys = createRemoteJWKSet(new URL(keysAddress ?? ''));
  const readLogoutToken = createLogoutTokenReader({ issuer, clientId: settings.clientId, keys });

  const app = fastify({ bodyLimit: 16_384, logger: { level: 'warn' } });
  await app.register(cookie);
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  const headers = pageHeaders(new URL(issuer).origin);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const fromElsewhere = request.headers.origin !== settings.origin;
    if (request.method === 'POST' && request.url !== '/back-channel-logout' && fromElsewhere) {
      return send(reply, message('This form came from another place', 'Nothing was done.', 403), null, null);
    }
  });
  app.setNotFoundHandler(async (request, reply) => {
    const { person } = visits.look(request);
    return send(reply, message('There is no such page', 'It may have moved.', 404), person, null);
  });
  app.setErrorHandler(async (error, request, reply) => {
    request.log.error(error);
    return send(reply, message('That did not work', 'Please try again in a moment.', 503), null, null);
  });

  function send(reply: FastifyReply, page: Page, person: Person | null, notice: Notice | null): FastifyReply {
    const text = drawPage(brand, page, person, notice);
    return reply
      .status(page.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(text);
  }

  function contextOf(request: FastifyRequest, visit: Visit<State>): Context<State> {
    return { visit, person: visit.person, parameters: request.params as Record<string, string> };
  }

  app.get('/sign-in', (request, reply) =>
    signIn.begin(visits.open(request, reply), reply, { returnTo: localPath(request) }),
  );
  app.get('/sign-up', (request, reply) =>
    signIn.begin(visits.open(request, reply), reply, { returnTo: localPath(request), prompt: 'create' }),
  );
  app.get('/callback', async (request, reply) => {
    const finished = await signIn.finish(request, reply);
    if (finished.outcome === 'signed_in') {
      const { visit, pending } = finished;
      const { intent, returnTo } = pending;
      return reply.redirect(intent === null ? returnTo : (options.onReturn?.(visit, intent) ?? returnTo), 303);
    }
    const visit = visits.open(request, reply);
    // Signed in all the same, by another tab: then there is nothing to tell.
    if (visit.person === null) visit.notice = finished.outcome;
    return reply.redirect('/', 303);
  });
  app.post('/sign-out', async (request, reply) => {
    const visit = visits.find(request);
    const idToken = visit?.person?.idToken;
    if (visit === null || idToken === undefined) return reply.redirect('/', 303);
    visits.forgetPerson(visit, null);
    return reply.redirect(signIn.signOutAddress(idToken), 303);
  });
  app.get('/signed-out', async (request, reply) => {
    const text = 'Here, and in every application that you entered with the same sign-in.';
    return send(reply, message('You are signed out', text), visits.look(request).person, null);
  });
  app.post('/back-channel-logout', async (request, reply) => {
    try {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      visits.endSession(await readLogoutToken(form.get('logout_token') ?? ''));
      return reply.status(200).send();
    } catch (error) {
      request.log.warn(error, 'a logout token was refused');
      return reply.status(400).send({ error: 'invalid_request' });
    }
  });
  serveFile(app, '/style.css', [new URL('base.css', import.meta.url), options.stylesheet], 'text/css; charset=utf-8');

  return {
    page(path, draw, { live } = { live: false }) {
      app.get(path, async (request, reply) => {
        const visit = visits.look(request);
        await (live ? standings.askNow(visit) : standings.freshen(visit));
        const { notice } = visit;
        visit.notice = null;
        return send(reply, await draw(contextOf(request, visit)), visit.person, notice);
      });
    },
    action(path, act) {
      app.post(path, async (request, reply) => {
        const visit = visits.open(request, reply);
        await standings.freshen(visit);
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
        const next = await act(contextOf(request, visit), form);
        return 'to' in next ? reply.redirect(next.to, 303) : signIn.begin(visit, reply, next.signIn);
      });
    },
    renew: (visit) => standings.renewNow(visit),
    async listen() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => void app.close().then(() => process.exit(0)));
      await app.listen({ host: '127.0.0.1', port: settings.port });
      process.stdout.write(`${brand.name} ready at ${settings.origin}\n`);
    },
  };
}

/** Only a place of our own may be returned to: an address given from outside could lead anywhere. */
function localPath(request: FastifyRequest): string {
  const { return_to: path } = request.query as { readonly return_to?: unknown };
  return typeof path === 'string' && /^\/[a-z0-9-]+(?:\/[a-z0-9-]+)*$/.test(path) ? path : '/';
}

function message(title: string, text: string, status = 200): Page {
  const main = html`<section class="message"><h1>${title}</h1><p>${text}</p><a class="button" href="/">Go on</a></section>`;
  return { title, main, status };
}
