/** What a customer is found by, changed by their own hand: e-mail address, phone number, user name. */
import type { PasswordWeakness } from '../credentials/index.ts';
import {
  type HeldIdentifier,
  type IdentifierRules,
  maskEmail,
  maskPhoneNumber,
  type RecentChange,
} from '../customers/index.ts';
import type { Composer } from '../messaging/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type ChangeConfirmation, confirmChange } from './identifiers/confirm-change.ts';
import type { IdentifierDependencies } from './identifiers/dependencies.ts';
import { composeChange, composeFormerAddress } from './identifiers/messages.ts';
import { type ChangeCaller, loadWaitingChange } from './identifiers/pending-change.ts';
import { type ChangeRequest, requestChange, resendChange } from './identifiers/request-change.ts';
import { identifierRules, signInRules } from './identifiers/rules.ts';
import { type UndoView, undoEmailChange, viewUndo } from './identifiers/undo-email-change.ts';
import { removeIdentifier, setUsername } from './identifiers/username.ts';

export type AccountIdentifiers = ReturnType<typeof createAccountIdentifiers>;

/** How the customer gets in, and what of it may be changed here. */
export type SignInFacts = {
  readonly identifiers: readonly HeldIdentifier[];
  readonly rules: IdentifierRules;
  readonly passwordSetAt: Date | null;
  readonly passwordWeakness: PasswordWeakness | null;
  /** Newest first, of the last week. */
  readonly recentChanges: readonly RecentChange[];
  /** The number is what leads back into the account: it can be neither changed nor taken away yet. */
  readonly isNumberNeeded: boolean;
};

/** Opens this part of the room. */
export function createAccountIdentifiers(deps: IdentifierDependencies) {
  const { reader } = deps.database;
  return {
    /** What customers of this business may be found by, on this installation. */
    rules: (tenant: Tenant): IdentifierRules => signInRules(deps, tenant),

    /** How the customer gets in. */
    async facts(tenant: Tenant, customerId: string): Promise<SignInFacts> {
      const { tenantId } = tenant;
      const seconds = deps.proofs.linkSeconds('secure-account');
      const [identifiers, password, recentChanges, isNumberNeeded] = await Promise.all([
        deps.customers.identifiers(reader, tenantId, customerId),
        deps.credentials.passwordFacts(reader, tenantId, customerId),
        deps.customers.recentChanges(reader, tenantId, customerId),
        deps.customers.isNumberNeeded(reader, tenantId, customerId, { seconds }),
      ]);
      const passwordSetAt = password?.setAt ?? null;
      const passwordWeakness = password?.weakness ?? null;
      const rules = identifierRules(deps, tenant);
      return { identifiers, rules, passwordSetAt, passwordWeakness, recentChanges, isNumberNeeded };
    },

    /** Asks for another address or number; asks for a fresh proof. */
    requestChange: (request: ChangeRequest): Promise<{ readonly flowId: string }> => requestChange(deps, request),
    /** Sends the code once more; the earlier one ends. */
    resendChange: (request: Parameters<typeof resendChange>[1]): Promise<void> => resendChange(deps, request),
    /** Where the code went, masked; refused when the change is over, or of another session or browser. */
    async describeChange(caller: ChangeCaller): Promise<string> {
      const { identifier } = (await loadWaitingChange(deps, caller)).pending;
      return identifier.type === 'email' ? maskEmail(identifier.value) : maskPhoneNumber(identifier.value);
    },
    /** Makes the change, if this is the code. */
    confirmChange: (confirmation: ChangeConfirmation): Promise<void> => confirmChange(deps, confirmation),

    /** Sets the user name; asks for a fresh proof. */
    setUsername: (setting: Parameters<typeof setUsername>[1]): Promise<void> => setUsername(deps, setting),
    /** Takes a user name or number away; asks for a fresh proof. */
    remove: (removal: Parameters<typeof removeIdentifier>[1]): Promise<void> => removeIdentifier(deps, removal),

    /** What a mailed link would undo, without using it; null when it is no longer good. */
    viewUndo: (tenantId: string, token: string): Promise<UndoView | null> => viewUndo(deps, tenantId, token),
    /** Gives the former address back and secures the account. */
    undoEmailChange: (undoing: Parameters<typeof undoEmailChange>[1]): Promise<void> => undoEmailChange(deps, undoing),

    /** Write the messages, for the messaging room. */
    changeComposer: ((message) => composeChange(deps, message)) satisfies Composer,
    formerAddressComposer: ((message) => composeFormerAddress(deps, message)) satisfies Composer,
  };
}
