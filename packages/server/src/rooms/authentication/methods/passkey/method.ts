/**
 * Passkeys of a customer who is known: asked after another proof, in a recovery, or anew in an open session; and made
 * there. Nobody can guess at them, so no guess is counted: what is refused here was another one's, or old, or forged.
 */
import type { Database, Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { hashSecret } from '../../../../foundation/ids/index.ts';
import type { ChallengeBinding, Credentials, MakePasskeyOptions } from '../../../credentials/index.ts';
import { type Customers, knownBy } from '../../../customers/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { ProofRecord } from '../../flow.ts';
import type { Answers, Asked, Method } from '../method.ts';
import { addPasskey } from './add-passkey.ts';
import { type NoteDependencies, notePasskeyUse } from './note-use.ts';
import { readMade, readUsed } from './read-answer.ts';
import { askingParty, judgingParty, type PartyDependencies } from './relying-party.ts';

export type PasskeyDependencies = NoteDependencies &
  PartyDependencies & {
    readonly database: Database;
    readonly credentials: Pick<Credentials, 'passkeys'>;
    readonly customers: Pick<Customers, 'profile'>;
    readonly ledger: Pick<Ledger, 'append'>;
  };

export function createPasskeyMethod(deps: PasskeyDependencies): Method {
  const { passkeys } = deps.credentials;
  const { reader } = deps.database;
  const enrolment = createEnrolment(deps);
  return {
    method: 'passkey',
    kinds: ['first', 'second'],
    countsGuesses: true,

    async begin(asked) {
      const { tenant, customerId } = asked;
      return passkeys.askToUse(reader, tenant.tenantId, {
        party: askingParty(tenant),
        binding: bindingOf(asked),
        customerId,
      });
    },

    async submit(asked, { credential }) {
      const { tenant, customerId, visitor } = asked;
      const response = readUsed(credential);
      const party = await judgingParty(deps, asked, response.response.clientDataJSON);
      const use = await passkeys.checkUse(
        reader,
        tenant.tenantId,
        { party, binding: bindingOf(asked) },
        { response, isDiscoverable: false },
      );
      // Somebody else's key proves who they are, not who is asked (case 75).
      if ('refused' in use || use.customerId !== customerId) return async () => null;
      return (tx) => notePasskeyUse(deps, tx, tenant, use, visitor);
    },

    enrol: { begin: enrolment.begin, finish: (asked, answers) => enrolment.finish(asked, namedIn(answers)) },
  };
}

const namedIn = ({ credential = '', name = '' }: Answers) => ({ credential, name });

/** Making one more, for a customer who is there already. */
export function createEnrolment(deps: PasskeyDependencies) {
  const { passkeys } = deps.credentials;
  const { reader } = deps.database;
  return {
    async begin(asked: Asked): Promise<MakePasskeyOptions> {
      const { tenant, customerId } = asked;
      const { tenantId } = tenant;
      const profile = await deps.customers.profile(reader, tenantId, customerId);
      if (profile === null) throw new ProblemError('session.required');
      const { name } = profile;
      const userName = knownBy(profile);
      return passkeys.askToMake(reader, tenantId, {
        party: askingParty(tenant),
        binding: bindingOf(asked),
        customerId,
        userName,
        displayName: name ?? userName,
      });
    },

    async finish(
      asked: Asked,
      { credential, name }: { readonly credential: string; readonly name: string },
    ): Promise<(tx: Transaction) => Promise<ProofRecord>> {
      const { tenant, customerId, visitor } = asked;
      const response = readMade(credential);
      const party = await judgingParty(deps, asked, response.response.clientDataJSON);
      const made = await passkeys.checkMade(reader, tenant.tenantId, { party, binding: bindingOf(asked) }, response);
      if ('refused' in made) throw new ProblemError('passkey.refused', { cause: made.refused });
      return (tx) =>
        addPasskey(deps, tx, {
          tenantId: tenant.tenantId,
          customerId,
          passkey: made,
          name,
          client: visitor.client,
          requestId: visitor.requestId,
        });
    },
  };
}

/** What is asked in one journey or session is answered in no other, and in no other browser (case 70). */
export function bindingOf({ boundTo, visitor }: Pick<Asked, 'boundTo' | 'visitor'>): ChallengeBinding {
  return boundTo.kind === 'session'
    ? { boundTo: boundTo.sessionId, browserHash: hashSecret(boundTo.sessionId) }
    : { boundTo: boundTo.flowId, browserHash: hashSecret(visitor.browserSecret ?? '') };
}
