/** What follows a proof in a journey, and the fields that a proof is read from. */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Answers } from '../../../rooms/authentication/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import type { Answer } from '../route.ts';
import { describeFlow, type FlowCall } from './describe.ts';
import { goOn } from './go-on.ts';

/** On from a proof: the code, the next question, or the word that an account about to be closed is to be kept. */
export async function proceed(
  deps: CustomerApiDependencies,
  given: FlowCall & { readonly flowId: string },
  prove: () => Promise<object>,
): Promise<Answer> {
  try {
    const outcome = await prove();
    return 'sessionId' in outcome ? goOn(deps, given, given.flowId) : describeFlow(deps, given, given);
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'sign_in.closing')) throw error;
    return describeFlow(deps, given, given);
  }
}

/** The fields that a method reads, as text; what an authenticator answers travels as it is. */
export function answersOf(fields: {
  readonly code?: string | undefined;
  readonly password?: string | undefined;
  readonly credential?: object | undefined;
  readonly name?: string | undefined;
}): Answers {
  const { code, password, credential, name } = fields;
  const given = { code, password, name, credential: credential && JSON.stringify(credential) };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
