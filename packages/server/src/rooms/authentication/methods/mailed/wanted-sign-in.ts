/** A sign-in that waits for its mail: what it carries, and the way to find it. */
import type { Database } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Connections } from '../../../connections/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import type { Customers, EmailAddress } from '../../../customers/index.ts';
import type { Gate } from '../../../gate/index.ts';
import type { Proofs } from '../../../proofs/index.ts';
import type { Tenant, Tenants } from '../../../tenants/index.ts';
import type { AcceptDependencies } from '../../accept-proof.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import type { Flow } from '../../flow.ts';
import type { LinkingBy } from '../connection/home.ts';

export type MailedDependencies = AcceptDependencies & {
  readonly connections: AcceptDependencies['connections'] & Pick<Connections, 'forDomain'>;
  readonly linkingBy: LinkingBy;
  readonly database: Database;
  readonly credentials: Credentials;
  readonly customers: Customers;
  readonly gate: Gate;
  readonly proofs: Proofs;
  readonly tenants: Pick<Tenants, 'byId'>;
};

export type Signing = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** Sealed under the tenant's key and bound to the journey. Whose account it is turns out only when it is proven. */
export type WantedSignIn = {
  readonly email: EmailAddress;
  readonly userAgent: string;
  readonly keepSignedIn: boolean | null;
  /** The code proves the mailbox in the place of a proof of work, where no mail begins a sign-in: the password is next. */
  readonly inPlaceOfWork?: true;
};

export type WaitingSignIn = {
  readonly flow: Flow;
  readonly wanted: WantedSignIn;
  /** The digest that stands for the address. */
  readonly subject: string;
};

/** The sign-in of this browser that waits for a code or a link, or a refusal. */
export async function loadWaitingSignIn(
  deps: MailedDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<WaitingSignIn> {
  const { reader } = deps.database;
  const { flow, step } = await deps.flows.load(tenantId, { flowId, kind: 'sign-in', browserSecret });
  const journey = step === 'prove-address' ? await deps.flows.open<WantedSignIn>(reader, tenantId, flow.flowId) : null;
  // A journey may wait for a text message instead.
  if (journey === null || !('email' in journey.payload)) throw new ProblemError('flow.unknown');
  const subject = await deps.customers.emailKey(reader, tenantId, journey.payload.email);
  return { flow, wanted: journey.payload, subject };
}
