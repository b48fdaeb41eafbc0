/** What a browser is asked to sign, as JSON for the script of our own pages: to begin a sign-in, and to begin an account. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type PageDependencies, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const form = z.object({ flow: z.string().max(64) });

export function passkeyOptionRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const { authentication, registration } = deps;
  type Journey = Parameters<typeof authentication.passkeys.ask>[0];
  const journeys: Readonly<Record<string, (journey: Journey) => Promise<object>>> = {
    '/sign-in/passkey/options': (journey) => authentication.passkeys.ask(journey),
    '/sign-up/passkey/options': (journey) => registration.choosing.askForPasskey(journey),
  };
  for (const [path, ask] of Object.entries(journeys)) {
    app.post(path, async (request) => {
      refuseCrossSite(request);
      const { flow: flowId } = readInput(form, request.body);
      const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
      return { public_key: await ask({ tenant: request.tenant, flowId, visitor }) };
    });
  }
}
