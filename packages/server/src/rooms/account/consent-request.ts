/**
 * An application's request that waits for the customer's leave: what it asks for, and what the customer says. It counts
 * only in the browser it began in and for the session it was asked of (case 112).
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import type { Application, DescribedScope } from '../applications/index.ts';
import type { Profile } from '../customers/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Interaction } from '../sessions/index.ts';
import type { AccountDependencies } from './dependencies.ts';

/** Who asks to see or to answer the request. */
export type ConsentCaller = {
  readonly tenantId: string;
  /** The id of the request, as the protocol door handed it out. */
  readonly request: string;
  readonly browserSecret: string | null;
  readonly current: CurrentSession | null;
};

export type ConsentRequest = {
  readonly application: Application;
  readonly redirectUri: string;
  readonly scopes: readonly DescribedScope[];
  readonly profile: Profile;
};

/** Where to go on, and the request itself when it is this session's to answer. */
export type FoundConsentRequest = { readonly resumePath: string; readonly asked: ConsentRequest | null };

type Found = { readonly resumePath: string; readonly pending: Pending | null };
type Pending = {
  readonly current: CurrentSession;
  readonly application: Application;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
};

/** What the consent page shows. */
export async function findConsentRequest(
  deps: AccountDependencies,
  caller: ConsentCaller,
): Promise<FoundConsentRequest> {
  const { resumePath, pending } = await find(deps, caller);
  if (pending === null) return { resumePath, asked: null };
  const { application, redirectUri, current } = pending;
  const profile = await deps.customers.profile(deps.database.reader, caller.tenantId, current.customerId);
  if (profile === null) throw new ProblemError('session.required');
  const scopes = await deps.applications.describeScopes(application, pending.scopes);
  return { resumePath, asked: { application, redirectUri, scopes, profile } };
}

/** Records the answer, and with it the consent, in one transaction; returns where to go on. */
export async function answerConsentRequest(
  deps: AccountDependencies,
  caller: ConsentCaller,
  answer: { readonly isAllowed: boolean; readonly requestId: string },
): Promise<string> {
  const { resumePath, pending } = await find(deps, caller);
  if (pending === null) return resumePath;
  const { tenantId, request } = caller;
  const { isAllowed, requestId } = answer;
  const { customerId, sessionId } = pending.current;
  const { applicationId } = pending.application;
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if (isAllowed) {
      await deps.consents.grant(tx, { tenantId, customerId, applicationId, scopes: pending.scopes, requestId });
    }
    await deps.sessions.requests.decideInteraction(tx, tenantId, request, { sessionId, hasConsented: isAllowed });
  });
  return resumePath;
}

async function find(deps: AccountDependencies, caller: ConsentCaller): Promise<Found> {
  const { tenantId, request, browserSecret, current } = caller;
  const interaction = await deps.sessions.requests.findInteraction(deps.database.reader, tenantId, request);
  if (interaction?.prompt !== 'consent') throw new ProblemError('flow.unknown');
  if (browserSecret === null || !interaction.browserHash.equals(hashSecret(browserSecret))) {
    throw new ProblemError('flow.other_browser');
  }
  const resumePath = new URL(String(interaction.rest['returnTo'])).pathname;
  // Signed out or somebody else by now: the request goes back and is judged anew for whoever is here.
  if (current === null || interaction.rest['sessionId'] !== current.sessionId) return { resumePath, pending: null };
  const application = await deps.applications.find(tenantId, interaction.applicationId);
  if (application?.state !== 'active') throw new ProblemError('application.not_found');
  return { resumePath, pending: { current, application, ...parametersOf(interaction, application) } };
}

/** What is asked for, as far as the application was registered for it: more can be neither shown nor allowed (case 111). */
function parametersOf(interaction: Interaction, application: Application): Pick<Pending, 'redirectUri' | 'scopes'> {
  const { redirect_uri: redirectUri, scope } = interaction.rest['params'] as Readonly<Record<string, unknown>>;
  const registered = application.metadata.scope.split(' ');
  const asked = typeof scope === 'string' ? scope.split(' ') : [];
  return { redirectUri: String(redirectUri), scopes: registered.filter((name) => asked.includes(name)) };
}
