/** When a person must act before an application gets its answer: to sign up, to sign in, to allow. */
import { errors, interactionPolicy, type interactionPolicy as Policies } from 'oidc-provider';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

/** What a password proves; nothing stronger can be proven yet, and nothing stronger is promised. */
export const acrValues: readonly string[] = ['urn:cardea:aal1'];

const { Check, Prompt, base } = interactionPolicy;

export function createInteractionPolicy(deps: Pick<ProtocolDependencies, 'applications'>): Policies.DefaultPolicy {
  const policy = base();

  policy.get('login')?.checks.add(
    new Check('acr_not_available', 'the requested assurance cannot be reached', (ctx) => {
      const asked = (ctx.oidc.params?.['acr_values'] as string | undefined)?.split(' ') ?? [];
      // Asked for only what we do not have, an honest no is better than a weaker yes (RFC 9470).
      if (asked.length > 0 && !asked.some((value) => acrValues.includes(value))) {
        throw new errors.UnmetAuthenticationRequirements('none of the requested acr_values can be reached');
      }
      return Check.NO_NEED_TO_PROMPT;
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

  policy.add(new Prompt({ name: 'create', requestable: true }), 0);
  return policy;
}
