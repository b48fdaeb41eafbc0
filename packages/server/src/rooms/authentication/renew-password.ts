/**
 * A right password that others know, from a browser that the account does not: whoever it is has no session by it. The
 * journey becomes a recovery where it stands: a code goes to the mailbox, and only behind it is a new password chosen.
 * Nobody is locked out: a known browser, a second factor or the mailbox lets the owner in.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { LeakSource, PasswordWeakness } from '../credentials/index.ts';
import { type Customers, type EmailAddress, parseEmailAddress } from '../customers/index.ts';
import type { Gate } from '../gate/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { NotAllowed, Pending, Visitor } from './complete-sign-in.ts';
import type { Flow } from './flow.ts';
import { mailCharges } from './mail-charges.ts';
import { becomeRecovery } from './store/flows.ts';

/** What another room does with a journey that has become a recovery: it writes the address in and asks for the mail. */
export type GoOnRecovering = (
  tx: Transaction,
  recovery: {
    readonly flow: Flow;
    readonly email: EmailAddress;
    readonly subject: string;
    readonly maySend: boolean;
    readonly weakness: PasswordWeakness;
    readonly visitor: Visitor;
  },
) => Promise<void>;

export type RenewalDependencies = {
  readonly database: Pick<Database, 'reader'>;
  readonly customers: Customers;
  readonly gate: Gate;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly protection: Pick<Protection, 'detection' | 'deviceOf' | 'spend'>;
  readonly goOnRecovering: GoOnRecovering;
};

/** How the owner proves themselves before the new password. */
export type Renewal = {
  readonly credentialId: string;
  readonly email: EmailAddress;
  readonly subject: string;
  readonly maySend: boolean;
  readonly weakness: PasswordWeakness;
};

/** What was found out about a right password. */
export type Leak = { readonly source: LeakSource; readonly credentialId: string };

/**
 * Whether a new password is to be chosen before any session, and by which mailbox. Not where the browser is known, unless
 * the tenant wants it so, and not where there is no proven mailbox: those are asked once they are in.
 */
export async function planRenewal(
  deps: RenewalDependencies,
  { credentialId, source }: Leak,
  about: {
    readonly tenant: Tenant;
    readonly customerId: string;
    readonly isKnownDevice: boolean;
    readonly visitor: Visitor;
  },
): Promise<Renewal | null> {
  const { tenant, customerId, isKnownDevice, visitor } = about;
  const { tenantId, settings } = tenant;
  if (isKnownDevice && settings.passwords.leaked === 'ask') return null;
  const { reader } = deps.database;
  const held = await deps.customers.identifiers(reader, tenantId, customerId, 'own');
  const mailbox = held.find(({ type, undeliverableSince }) => type === 'email' && undeliverableSince === null);
  const email = mailbox === undefined ? null : parseEmailAddress(mailbox.value);
  if (email === null) return null;
  const subject = await deps.customers.emailKey(reader, tenantId, email);
  const charges = await mailCharges(deps, { occasion: 'recovery', tenant, email, subject, visitor });
  // Beyond what a mailbox may be sent the journey waits all the same: its page sends another code when it may.
  const weakness = source === 'dressed_up' ? 'easily_guessed' : 'leaked';
  return { credentialId, email, subject, weakness, maySend: await deps.protection.spend(tenantId, charges) };
}

/** Makes the journey a recovery; refused as any sign-in where the account may not be opened. */
export async function askForRenewal(
  deps: RenewalDependencies,
  tx: Transaction,
  asked: {
    readonly tenant: Tenant;
    readonly flow: Flow;
    readonly customerId: string;
    readonly visitor: Visitor;
    readonly renewal: Renewal;
  },
): Promise<Pending | NotAllowed> {
  const { tenant, flow, customerId, visitor, renewal } = asked;
  const { tenantId } = tenant;
  const { flowId } = flow;
  const customerState = await deps.customers.state(tx, tenantId, customerId);
  const permission = deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState });
  // An account that is about to be closed is kept by its owner, after the recovery too.
  if (!permission.allowed && permission.reason !== 'customer_closing') return { notAllowed: permission.reason };
  if (!(await becomeRecovery(tx, tenantId, flowId))) throw new ProblemError('flow.unknown');
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'password.renewal_asked',
    actor: { kind: 'visitor' },
    requestId: visitor.requestId,
    data: { credentialId: renewal.credentialId, flowId },
    personal: visitor.client,
  });
  await deps.goOnRecovering(tx, { ...renewal, flow, visitor });
  return { pending: 'renew-password', flowId };
}
