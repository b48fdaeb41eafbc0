/** An invitation that counts, and what whoever accepts it gives. */
import type { Application } from '../../applications/index.ts';
import type { Visitor } from '../../authentication/index.ts';
import type { EmailAddress } from '../../customers/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { SignUpForm } from '../sign-up.ts';

export type OpenInvitation = {
  readonly invitationId: string;
  readonly email: EmailAddress;
  readonly locale: string;
  readonly expiresAt: Date;
  readonly application: Application | null;
  /** Whoever came from elsewhere and only needs a password; null for somebody who is to register. */
  readonly awaitedId: string | null;
  /** Somebody has an account with this address by now: a sign-in is all that is needed. */
  readonly hasAccount: boolean;
};

export type Acceptance = {
  readonly tenant: Tenant;
  readonly token: string;
  /** The journey that it ends, where there is one of this browser already. */
  readonly flowId?: string | undefined;
  /** No password where none is a way in: whatever takes its place is set up next. */
  readonly form: Omit<SignUpForm, 'email'>;
  readonly locale: string;
  readonly visitor: Visitor & { readonly deviceSecret: string; readonly browserSecret: string };
};
