/** Gives a customer an identifier, ends what was under way about the one it replaces, and writes the entry. */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { Visitor } from '../../authentication/index.ts';
import type { Identifier } from '../../customers/index.ts';
import { dropPhoneFactor } from '../second-factors/drop-phone.ts';
import type { IdentifierDependencies } from './dependencies.ts';

/** The id of the identifier, or null when somebody else has it. */
export async function replaceAndTell(
  deps: IdentifierDependencies,
  tx: Transaction,
  change: {
    readonly tenantId: string;
    readonly customerId: string;
    readonly identifier: Identifier;
    readonly method: 'email-code' | 'sms-code' | null;
    readonly visitor: Visitor;
    /** The journey that changes it; it goes on. */
    readonly flowId?: string;
  },
): Promise<string | null> {
  const { tenantId, customerId, identifier, method, visitor, flowId } = change;
  const { type } = identifier;
  // An address that was added lately may be a thief's: it is never given back, and the number is told of the next one too.
  const seconds = deps.proofs.linkSeconds('secure-account');
  const isNumbers = type === 'email' && (await deps.customers.isNumberNeeded(tx, tenantId, customerId, { seconds }));
  const wanted = { identifier, verifiedBy: method, isUndoable: !isNumbers } as const;
  const replaced = await deps.customers.replaceIdentifier(tx, tenantId, customerId, wanted);
  if (replaced.kind === 'taken') return null;
  const { identifierId } = replaced;
  if (replaced.kind === 'respelled') return identifierId;
  const { former } = replaced;
  const actor = { kind: 'customer', id: customerId } as const;
  const entry = { tenantId, customerId, actor, requestId: visitor.requestId, personal: visitor.client };
  if (former === null) {
    await deps.ledger.append(tx, { ...entry, event: 'identifier.added', data: { identifierId, type } });
    return identifierId;
  }
  await deps.proofs.voidSubject(tx, tenantId, former.key);
  if (type === 'phone') await dropPhoneFactor(deps, tx, { tenantId, customerId, visitor, exceptFlowId: flowId });
  await deps.ledger.append(tx, {
    ...entry,
    event: 'identifier.changed',
    data: {
      identifierId,
      formerIdentifierId: former.identifierId,
      type,
      ...(former.changeId === null ? {} : { changeId: former.changeId }),
      ...(isNumbers ? { tellsNumber: true } : {}),
    },
  });
  return identifierId;
}
