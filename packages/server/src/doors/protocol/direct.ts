/**
 * Authorization requests of our own applications that ask customers in an interface of their own: the same endpoint, the
 * same rules and the same records as in a browser, without one. What a browser's cookies say is said by the caller.
 */
import type { FastifyRequest } from 'fastify';
import inject from 'light-my-request';
import { ProblemError } from '../../foundation/errors/index.ts';
import { newSecret } from '../../foundation/ids/index.ts';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import { resumeCookie } from './configuration.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import type { Engine } from './providers.ts';
import type { Turns } from './turns.ts';
import { createWork, within } from './unit-of-work.ts';

export type DirectAuthorization = {
  /** Begins the request; the id of the journey it waits for, or a refusal that says what was wrong with it. */
  begin(
    request: FastifyRequest,
    wanted: { readonly parameters: Readonly<Record<string, string>>; readonly browserSecret: string },
  ): Promise<string>;
  /** Goes on with the request that this session answered: the redirect with the code. */
  resume(
    request: FastifyRequest,
    answered: { readonly path: string; readonly browserSecret: string; readonly current: CurrentSession },
  ): Promise<URL>;
};

type Caller = { readonly browserSecret: string; readonly current: CurrentSession | null };

export function createDirectAuthorization(
  deps: ProtocolDependencies,
  { engineOf, turns }: { engineOf: (tenant: FastifyRequest['tenant']) => Promise<Engine>; turns: Turns },
): DirectAuthorization {
  /** Where the endpoint sends whoever asks. */
  async function ask(request: FastifyRequest, path: string, { browserSecret, current }: Caller): Promise<URL> {
    const { tenant } = request;
    const engine = await engineOf(tenant);
    // A name for the session in this one request: its real secret stays with whoever holds it.
    const secret = newSecret();
    const session = current === null ? null : { current, secret };
    const work = createWork(deps.database, turns, { tenant, request, browserSecret, session, introspected: null });
    const origin = new URL(tenant.origin);
    const { statusCode, headers } = await inject(
      (raw, response) => {
        within(work, () => engine.answer(raw, response));
      },
      {
        method: 'GET',
        url: path,
        headers: {
          host: origin.host,
          'x-forwarded-proto': origin.protocol.slice(0, -1),
          ...(session === null ? {} : { cookie: cookiesOf(path, secret) }),
        },
      },
    );
    if (work.refusal !== null) throw work.refusal;
    const leadsTo = statusCode >= 300 && statusCode < 400 ? URL.parse(String(headers.location), tenant.origin) : null;
    if (leadsTo === null) throw new ProblemError('server.failed', { cause: `the endpoint answered ${statusCode}` });
    const error = leadsTo.searchParams.get('error');
    if (error !== null && leadsTo.origin !== tenant.origin)
      throw new ProblemError('application.request_refused', {
        cause: `${error}: ${leadsTo.searchParams.get('error_description')}`,
      });
    return leadsTo;
  }

  /** What a browser would bring back: the request that it comes back to, and its session. */
  function cookiesOf(path: string, secret: string): string {
    return `${resumeCookie}=${path.split('/').at(-1)}; ${deps.cookies.nameOf('session')}=${secret}`;
  }

  return {
    async begin(request, { parameters, browserSecret }) {
      const path = `/oauth/authorize?${new URLSearchParams(parameters)}`;
      const leadsTo = await ask(request, path, { browserSecret, current: null });
      const flowId = leadsTo.searchParams.get('flow');
      if (leadsTo.origin !== request.tenant.origin || flowId === null)
        throw new ProblemError('application.request_refused', { cause: 'the request begins no journey' });
      return flowId;
    },
    async resume(request, { path, browserSecret, current }) {
      const leadsTo = await ask(request, path, { browserSecret, current });
      if (!leadsTo.searchParams.has('code'))
        throw new ProblemError('application.request_refused', { cause: 'the request needs another step' });
      return leadsTo;
    },
  };
}
