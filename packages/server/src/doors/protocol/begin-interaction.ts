/**
 * A request that needs a person becomes a journey of ours, bound to this browser from its first step. What the journey
 * proves reaches the request by our own rows, never by the browser.
 */
import type { Interaction, KoaContextWithOIDC } from 'oidc-provider';
import { formTargetOf, proofsOf } from '../../rooms/authentication/index.ts';
import { clientAddress } from '../listener/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { reasonsOfStrength, wantedAcr } from './interaction-policy.ts';
import { currentWork } from './unit-of-work.ts';

type BeginDependencies = Pick<
  ProtocolDependencies,
  'authentication' | 'cookies' | 'localeOf' | 'protection' | 'sessions'
>;

const week = 7 * 24 * 60 * 60;

/** Begins it and returns the address of its first page. */
export async function beginInteraction(
  deps: BeginDependencies,
  ctx: KoaContextWithOIDC,
  interaction: Interaction,
): Promise<string> {
  const { tenant, request, browserSecret, commit } = currentWork();
  const { tenantId } = tenant;
  const begins = interaction.prompt.name !== 'consent';
  // Refused before anything is kept: whoever asks too often leaves no rows behind.
  if (begins) await deps.protection.demand(tenantId, deps.protection.networkCharges(clientAddress(request), 'flow'));
  // What waits is written: the connection is not held while the journey begins.
  await commit();
  ctx.cookies.set(deps.cookies.nameOf('browser'), browserSecret, {
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.cookies.isSecure,
    path: '/',
    maxAge: week * 1000,
    signed: false,
  });
  const asked = interaction.params['ui_locales'];
  const language = typeof asked === 'string' ? `&ui_locales=${encodeURIComponent(asked.slice(0, 200))}` : '';
  if (!begins) return `/consent?request=${interaction.uid}${language}`;

  const kind = interaction.prompt.name === 'create' ? 'registration' : 'sign-in';
  const { session } = currentWork();
  // Only what is missing is asked of whoever is signed in, unless the application wants all of it anew.
  const isRaised = kind === 'sign-in' && session !== null && isOnlyTooWeak(interaction);
  const flowId = await deps.authentication.flows.begin({
    tenantId,
    kind,
    browserSecret,
    returnTo: new URL(interaction.returnTo).pathname,
    locale: deps.localeOf(request),
    requiredAcr: wantedAcr(interaction.params['acr_values']),
    ...(isRaised
      ? {
          customerId: session.current.customerId,
          raising: { sessionId: session.current.sessionId, proofs: proofsOf(session.current) },
        }
      : {}),
    interaction: {
      reference: deps.sessions.requests.referenceOf(interaction.uid),
      applicationId: ctx.oidc.client?.clientId ?? '',
      destination: ctx.oidc.client?.clientName ?? '',
      formTarget: formTargetOf(String(interaction.params['redirect_uri'])),
    },
  });
  if (isRaised) return `/sign-in/second?flow=${flowId}${language}`;
  return `${kind === 'registration' ? '/sign-up' : '/sign-in'}?flow=${flowId}${language}`;
}

/** Whether the session lacks nothing but strength. */
function isOnlyTooWeak({ prompt }: Interaction): boolean {
  return prompt.reasons.length > 0 && prompt.reasons.every((reason) => reasonsOfStrength.has(reason));
}
