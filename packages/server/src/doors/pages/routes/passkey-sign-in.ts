/** `/sign-in/passkey`: the answer of an authenticator, in a sign-in that begins with it. The form is on `/sign-in`. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { homeNamedBy } from '../connection-buttons.ts';
import { refusalOf } from '../form-refusal.ts';
import { type PageDependencies, visitorOf, welcome } from '../page.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import { drawHome, drawSignIn } from './sign-in.ts';

const form = z.strictObject({
  flow: z.string().max(64),
  credential: z.string().max(40_000),
  keep: z.literal('yes').optional(),
});

export function passkeySignInRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.post('/sign-in/passkey', async (request, reply) => {
    refuseCrossSite(request);
    const { flow, credential, keep } = readInput(form, request.body);
    const keepSignedIn = keep === 'yes';
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    try {
      const signedIn = await deps.authentication.passkeys.submit({
        tenant: request.tenant,
        flowId: flow,
        credential,
        keepSignedIn,
        visitor,
      });
      return await welcome(deps, request, reply, await withQuestion(deps, request, flow, signedIn));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing')
        return reply.redirect(`/sign-in/keep?flow=${flow}`, 303);
      const home = homeNamedBy(error);
      if (home !== null) return drawHome(deps, request, reply, { flow, identifier: '', home });
      const refusal = refusalOf(error);
      return drawSignIn(deps, request, reply, {
        flow,
        keepSignedIn,
        refusal,
        unknownKey: unknownKeyOf(error, credential),
      });
    }
  });
}

/** The key that is not known here, so that the browser no longer offers it; it has said its name itself. */
function unknownKeyOf(error: unknown, credential: string): string | undefined {
  if (!(error instanceof ProblemError && error.cause === 'the key is not known here')) return undefined;
  const { id } = JSON.parse(credential) as { id: string };
  return id;
}
