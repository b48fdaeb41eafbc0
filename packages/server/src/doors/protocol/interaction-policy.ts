/** When a person must act before an application gets its answer: to sign up, to sign in, to prove more, to allow. */
import { errors, interactionPolicy, type KoaContextWithOIDC, type interactionPolicy as Policies } from 'oidc-provider';
import { isOfItself } from '../../rooms/applications/index.ts';
import { type Acr, acrLevels, reaches, toAcr } from '../../rooms/authentication/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

/** What can be asked for; whether a customer can reach it depends on what they have. */
export const acrValues: readonly string[] = acrLevels;

/** Why a session is not enough where it lacks nothing but strength. */
export const reasonsOfStrength: ReadonlySet<string> = new Set(['acr_below_requested', 'second_factor_required']);

/** Of what an application asks for, what it wants most and we know; null where it asks for nothing. */
export function wantedAcr(asked: unknown): Acr | null {
  if (typeof asked !== 'string') return null;
  return (
    asked
      .split(' ')
      .map(toAcr)
      .find((level) => level !== null) ?? null
  );
}

const { Check, Prompt, base } = interactionPolicy;

type PolicyDependencies = Pick<ProtocolDependencies, 'applications' | 'authentication' | 'consents'>;

export function createInteractionPolicy(deps: PolicyDependencies): Policies.DefaultPolicy {
  const policy = base();

  policy.get('login')?.checks.add(
    new Check('acr_below_requested', 'the requested assurance is not reached', 'login_required', (ctx) => {
      const asked = askedOf(ctx);
      const known = asked.map(toAcr).filter((level) => level !== null);
      // Asked for only what we do not have, an honest no is better than a weaker yes (RFC 9470).
      if (asked.length > 0 && known.length === 0)
        throw new errors.UnmetAuthenticationRequirements('none of the requested acr_values can be reached');
      const { session } = currentWork();
      if (session === null || known.length === 0) return Check.NO_NEED_TO_PROMPT;
      if (known.some((level) => reaches(session.current.acr, level))) return Check.NO_NEED_TO_PROMPT;
      // They have just proven all that they can.
      if (ctx.oidc.result?.login !== undefined)
        throw new errors.UnmetAuthenticationRequirements('the requested acr_values could not be reached');
      return Check.REQUEST_PROMPT;
    }),
  );

  policy.get('login')?.checks.add(
    // A session that another application was content with may be too little for this one (case 63).
    new Check('second_factor_required', 'a second factor is required', 'login_required', async (ctx) => {
      const { session, tenant } = currentWork();
      const { client, result } = ctx.oidc;
      if (session === null || client === undefined || result?.login !== undefined) return Check.NO_NEED_TO_PROMPT;
      const isEnough = await deps.authentication.sufficesFor(tenant, client.clientId, session.current);
      return isEnough ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );

  policy.get('login')?.checks.add(
    // The session is shared by all applications; the way it was begun may be none that leads to this one (case 64).
    new Check('method_not_allowed', 'another way to sign in is required', 'login_required', async (ctx) => {
      const { session, tenant } = currentWork();
      const { client, result } = ctx.oidc;
      // Asked where somebody has just signed in; a consent may have been waited for since (case 160).
      const hasJustBegun = result?.login !== undefined && result.consent === undefined;
      if (session === null || client === undefined || hasJustBegun) return Check.NO_NEED_TO_PROMPT;
      const isAllowed = await deps.authentication.wasBegunAsAllowed(tenant, client.clientId, session.current);
      return isAllowed ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );

  const consent = policy.get('consent');
  consent?.checks.remove('native_client_prompt');
  consent?.checks.add(
    // A private scheme can be claimed by any app on the device, so what was allowed once is asked again (RFC 8252, 8.6).
    new Check('unclaimed_redirect', 'native clients require interaction', 'interaction_required', async (ctx) => {
      const { oidc } = ctx;
      if (oidc.result?.consent !== undefined) return Check.NO_NEED_TO_PROMPT;
      if (String(oidc.params?.['redirect_uri']).startsWith('https:')) return Check.NO_NEED_TO_PROMPT;
      if (oidc.client?.applicationType !== 'native') return Check.NO_NEED_TO_PROMPT;
      const application = await deps.applications.find(currentWork().tenant.tenantId, oidc.client.clientId);
      return application?.firstParty === true ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );

  consent?.checks.add(
    // One that registered itself is asked about even where it wants no scope: a token alone says who somebody is.
    new Check('not_allowed_yet', 'the customer has not been asked', 'consent_required', async (ctx) => {
      const { client, result, resourceServers } = ctx.oidc;
      const { session, tenant } = currentWork();
      if (client === undefined || session === null || result?.consent !== undefined) return Check.NO_NEED_TO_PROMPT;
      const application = await deps.applications.find(tenant.tenantId, client.clientId);
      if (application === null || !isOfItself(application)) return Check.NO_NEED_TO_PROMPT;
      const { customerId } = session.current;
      const parties = { tenantId: tenant.tenantId, customerId, applicationId: client.clientId };
      const { isGiven, resources } = await deps.consents.standing(currentWork().queries(), parties);
      const isAsked = isGiven && Object.keys(resourceServers ?? {}).every((resource) => resources.has(resource));
      return isAsked ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );

  policy.add(new Prompt({ name: 'create', requestable: true }), 0);
  return policy;
}

const askedOf = ({ oidc }: KoaContextWithOIDC): string[] =>
  (oidc.params?.['acr_values'] as string | undefined)?.split(' ').filter((value) => value !== '') ?? [];
