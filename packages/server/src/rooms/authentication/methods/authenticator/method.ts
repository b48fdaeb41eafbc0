/**
 * Authenticator apps: a code of the present half minute, each once (case 60). Setting one up shows the secret to the
 * journey or session that began it, until the first code, which is itself the proof that the app is there.
 */

import type { Database } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { type Credentials, otpauthUri, tidyName } from '../../../credentials/index.ts';
import { type Customers, knownBy } from '../../../customers/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Answers, Asked, Challenge, Method, Settle } from '../method.ts';

export type AuthenticatorDependencies = {
  readonly database: Database;
  readonly credentials: Pick<Credentials, 'authenticators' | 'rememberedDevices'>;
  readonly customers: Pick<Customers, 'profile'>;
  readonly ledger: Ledger;
};

const longestName = 60;

/** The method. */
export function createAuthenticatorMethod(deps: AuthenticatorDependencies): Method {
  return {
    method: 'authenticator',
    kinds: ['second'],
    async submit({ tenant, customerId }, answers) {
      const code = requireCode(answers);
      return async (tx) => {
        const credentialId = await deps.credentials.authenticators.use(tx, tenant.tenantId, customerId, code);
        return credentialId === null ? null : { method: 'authenticator', credentialId };
      };
    },
    enrol: {
      begin: (asked) => begin(deps, asked),
      finish: (asked, answers) => finish(deps, asked, answers),
    },
  };
}

const setUpOf = ({ tenant, customerId, boundTo }: Asked) => ({
  tenantId: tenant.tenantId,
  customerId,
  setUpBy: boundTo.kind === 'flow' ? boundTo.flowId : boundTo.sessionId,
});

async function begin(deps: AuthenticatorDependencies, asked: Asked): Promise<Challenge> {
  const { tenant, customerId } = asked;
  const { tenantId } = tenant;
  const profile = await deps.customers.profile(deps.database.reader, tenantId, customerId);
  if (profile === null) throw new ProblemError('flow.unknown');
  const secret = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    if (await deps.credentials.authenticators.isFull(tx, tenantId, customerId))
      throw new ProblemError('factor.too_many');
    return deps.credentials.authenticators.begin(tx, setUpOf(asked));
  });
  return { secret, uri: otpauthUri(secret, { issuer: tenant.name, account: knownBy(profile) }) };
}

async function finish(deps: AuthenticatorDependencies, asked: Asked, answers: Answers): Promise<Settle> {
  const code = requireCode(answers);
  const name = tidyName(answers['name'] ?? '');
  if (name.length > longestName) throw new ProblemError('form.invalid', { fields: { name: 'too_long' } });
  return async (tx) => {
    const { authenticators } = deps.credentials;
    const { tenant, customerId } = asked;
    if (await authenticators.isFull(tx, tenant.tenantId, customerId)) throw new ProblemError('factor.too_many');
    const confirmed = await authenticators.confirm(tx, setUpOf(asked), { code, name: name === '' ? null : name });
    if (confirmed.kind === 'over') throw new ProblemError('factor.set_up_over');
    if (confirmed.kind === 'refused') return null;
    const { credentialId } = confirmed;
    // Whoever adds a factor wants it to be asked for, also where a browser was remembered.
    await deps.credentials.rememberedDevices.endAll(tx, tenant.tenantId, customerId);
    await deps.ledger.append(tx, {
      tenantId: tenant.tenantId,
      customerId,
      event: 'factor.enrolled',
      actor: { kind: 'customer', id: customerId },
      requestId: asked.visitor.requestId,
      data: { method: 'authenticator', credentialId },
      personal: asked.visitor.client,
    });
    return { method: 'authenticator', credentialId };
  };
}

function requireCode(answers: Answers): string {
  const code = answers['code']?.trim() ?? '';
  if (code === '') throw new ProblemError('form.invalid', { fields: { code: 'code.app_required' } });
  return code;
}
