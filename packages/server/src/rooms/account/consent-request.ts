/**
 * An application's request that waits for the customer's leave: what it asks for, and what the customer says. It counts
 * only in the browser it began in and for the session it was asked of (case 112).
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import {
  type Application,
  type DescribedScope,
  everydayScopes,
  isOfItself,
  type Resource,
} from '../applications/index.ts';
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
  /** Of one that registered itself: where it may be used, and until when at most. Null for all others. */
  readonly ofItself: { readonly resources: readonly NamedResource[]; readonly until: Date } | null;
};

/** An API by its name. */
export type NamedResource = { readonly resourceUri: string; readonly name: string };

/** Where to go on, and the request itself when it is this session's to answer. */
export type FoundConsentRequest = { readonly resumePath: string; readonly asked: ConsentRequest | null };

type Found = { readonly resumePath: string; readonly pending: Pending | null };
type Pending = {
  readonly current: CurrentSession;
  readonly application: Application;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** The APIs it is asked for, of an application that registered itself. */
  readonly resources: readonly Resource[];
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
  const resources = pending.resources.map(({ resourceUri, name }) => ({ resourceUri, name }));
  const ofItself = isOfItself(application) ? { resources, until: current.endsAt } : null;
  // In the words of those APIs that it asks for: another one may call something else the same.
  const asking =
    ofItself === null
      ? application
      : withResources(
          application,
          pending.resources.map((one) => one.resourceUri),
        );
  const scopes = await deps.applications.describeScopes(asking, pending.scopes);
  return { resumePath, asked: { application, redirectUri, scopes, profile, ofItself } };
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
      const { scopes } = pending;
      const resources = Object.fromEntries(
        pending.resources.map((one) => [one.resourceUri, scopes.filter((scope) => Object.hasOwn(one.scopes, scope))]),
      );
      await deps.consents.grant(tx, { tenantId, customerId, applicationId, scopes, requestId, resources });
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
  const asked = parametersOf(interaction, application);
  const resources = isOfItself(application) ? await resourcesAsked(deps, application, interaction) : [];
  const scopes = isOfItself(application) ? scopesAt(asked.scopes, resources) : asked.scopes;
  return { resumePath, pending: { current, application, ...asked, scopes, resources } };
}

/** What is asked for, as far as the application was registered for it: more can be neither shown nor allowed (case 111). */
function parametersOf(interaction: Interaction, application: Application): Pick<Pending, 'redirectUri' | 'scopes'> {
  const { redirect_uri: redirectUri, scope } = interaction.rest['params'] as Readonly<Record<string, unknown>>;
  const registered = application.metadata.scope.split(' ');
  const asked = typeof scope === 'string' ? scope.split(' ') : [];
  return { redirectUri: String(redirectUri), scopes: registered.filter((name) => asked.includes(name)) };
}

/** The APIs that are asked for, as far as they are open to it. */
async function resourcesAsked(
  deps: AccountDependencies,
  { tenantId, metadata }: Application,
  interaction: Interaction,
): Promise<Resource[]> {
  const { resource } = interaction.rest['params'] as Readonly<Record<string, unknown>>;
  const asked = new Set([resource].flat());
  const open = metadata.allowed_resources.filter((uri) => asked.has(uri));
  const found = await Promise.all(open.map((uri) => deps.applications.resource(tenantId, uri)));
  return found.filter((one) => one !== null);
}

/** Of these scopes, those that mean something there, and those about the customer. */
function scopesAt(scopes: readonly string[], resources: readonly Resource[]): readonly string[] {
  return scopes.filter(
    (scope) => everydayScopes.includes(scope) || resources.some((one) => Object.hasOwn(one.scopes, scope)),
  );
}

/** The application as if it could use these APIs alone: scopes are then described in their words. */
export function withResources(application: Application, resources: readonly string[]): Application {
  return { ...application, metadata: { ...application.metadata, allowed_resources: [...resources] } };
}
