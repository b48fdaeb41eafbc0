/**
 * By an account elsewhere: out to the provider in the browser of the system, and on with what the application was handed.
 * Only the token of the journey makes anything of it: whoever merely opens the address signs nobody in (cases 33, 151).
 */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Actions } from './action.ts';
import { describeFlow } from './describe.ts';
import { proceed } from './proceed.ts';

const refusals = [
  'connection.not_found',
  'connection.unavailable',
  'factor.not_offered',
  'attempts.exhausted',
] as const;

export const connectionActions: Pick<Actions, 'connection' | 'connection-return' | 'sign-up-with'> = {
  connection: {
    summary: 'Ask for the address at a provider, to be opened in the browser of the system',
    errors: refusals,
    async handle(deps, given) {
      const { connection, redirect_uri: handsTo, identifier = null, keep_signed_in: keepSignedIn = false } = given.body;
      const challenge = await deps.authentication.connections.begin({
        ...{ tenant: given.tenant, flowId: given.flowId, visitor: given.visitor },
        ...{ connectionId: connection, handsTo, loginHint: identifier, keepSignedIn },
      });
      return describeFlow(deps, given, { ...given, challenge });
    },
  },
  'connection-return': {
    summary: 'Go on with what a provider answered',
    errors: [
      ...refusals,
      ...(['connection.state_refused', 'connection.refused', 'connection.declined', 'connection.not_linked'] as const),
      ...(['connection.required', 'connection.not_offered', 'identity.taken', 'sign_in.not_allowed'] as const),
    ],
    async handle(deps, given) {
      const { tenant, visitor } = given;
      const parameters = new URLSearchParams(given.body.parameters);
      const came = await deps.authentication.connections.comeBack({ tenant, visitor, parameters, connectionId: null });
      switch (came.kind) {
        case 'failed':
          throw came.problem;
        case 'link':
          throw new ProblemError('connection.state_refused');
        case 'signed-in':
          return proceed(deps, { ...given, flowId: came.flowId }, async () => came.outcome);
        default:
          return describeFlow(deps, given, { flowId: came.flowId });
      }
    },
  },
  'sign-up-with': {
    summary: 'Sign up with the account elsewhere that was shown',
    errors: [
      ...([
        'form.invalid',
        'connection.not_found',
        'connection.not_linked',
        'connection.required',
        'connection.not_offered',
      ] as const),
      ...(['factor.not_offered', 'identity.taken', 'registration.closed', 'registration.invitation_needed'] as const),
      ...(['registration.address_taken', 'sign_in.not_allowed', 'attempts.exhausted'] as const),
    ],
    handle: (deps, given) =>
      proceed(deps, given, () => deps.registration.withConnection.submit({ ...given, form: given.body })),
  },
};
