/**
 * Requests that wait for a person. Who answered one is what our own sign-in wrote there, and it counts only in the
 * browser that holds that very session: a link to somebody else's request is worth nothing (case 33).
 */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { hashSecret } from '../../../foundation/ids/index.ts';
import type { Interaction } from '../../../rooms/sessions/index.ts';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { currentWork, type Work } from '../unit-of-work.ts';
import { nothing } from './nothing.ts';

export function interactionRecords(deps: Pick<ProtocolDependencies, 'sessions'>): Adapter {
  const { requests } = deps.sessions;
  return {
    ...nothing,

    async upsert(id, payload, lifetimeSeconds = 0) {
      const work = currentWork();
      const { params, prompt, returnTo, trusted, cid, parJti } = payload;
      await requests.keepInteraction(await work.write(), {
        tenantId: work.tenant.tenantId,
        id,
        applicationId: String(params?.['client_id']),
        browserSecret: work.browserSecret,
        prompt: payload.prompt?.name ?? 'login',
        rest: { params, prompt, returnTo, trusted, cid, parJti, sessionId: work.session?.current.sessionId },
        lifetimeSeconds,
      });
    },

    async find(id) {
      const work = currentWork();
      const interaction = await requests.findInteraction(work.queries(), work.tenant.tenantId, id);
      if (interaction === null || !interaction.browserHash.equals(hashSecret(work.browserSecret))) return undefined;
      const { sessionId: _, ...rest } = interaction.rest;
      const result = resultOf(interaction, work);
      return {
        ...rest,
        kind: 'Interaction',
        jti: id,
        exp: epoch(interaction.expiresAt),
        ...(result === undefined ? {} : { result }),
      } as AdapterPayload;
    },

    async destroy(id) {
      const work = currentWork();
      await requests.dropInteraction(await work.write(), work.tenant.tenantId, id);
    },
  };
}

function resultOf(interaction: Interaction, work: Work): object | undefined {
  const { answeredBy, hasConsented, prompt, rest } = interaction;
  if (answeredBy === null || answeredBy.sessionId !== work.session?.current.sessionId) return undefined;
  if (hasConsented === false) return { error: 'access_denied', error_description: 'the customer did not allow it' };
  // Consent is asked when the sign-in was found sufficient; that holds for the session it was found in and no other.
  const hasSignedIn = prompt !== 'consent' || answeredBy.sessionId === rest['sessionId'];
  const { customerId, acr, amr, authenticatedAt } = answeredBy;
  return {
    ...(hasSignedIn ? { login: { accountId: customerId, acr, amr, ts: epoch(authenticatedAt) }, create: {} } : {}),
    ...(hasConsented === true ? { consent: {} } : {}),
  };
}
