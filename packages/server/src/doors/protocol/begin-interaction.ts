/**
 * A request that needs a person becomes a journey of ours, bound to this browser from its first step. What the journey
 * proves reaches the request by our own rows, never by the browser.
 */
import type { Interaction, KoaContextWithOIDC } from 'oidc-provider';
import { formTargetOf } from '../../rooms/authentication/index.ts';
import { clientAddress } from '../listener/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
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
  const flowId = await deps.authentication.flows.begin({
    tenantId,
    kind,
    browserSecret,
    returnTo: new URL(interaction.returnTo).pathname,
    locale: deps.localeOf(request),
    interaction: {
      reference: deps.sessions.requests.referenceOf(interaction.uid),
      applicationId: ctx.oidc.client?.clientId ?? '',
      destination: ctx.oidc.client?.clientName ?? '',
      formTarget: formTargetOf(String(interaction.params['redirect_uri'])),
    },
  });
  return `${kind === 'registration' ? '/sign-up' : '/sign-in'}?flow=${flowId}${language}`;
}
