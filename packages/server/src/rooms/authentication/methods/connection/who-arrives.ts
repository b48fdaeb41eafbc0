/**
 * What becomes of who came back from a provider: a pure function of whose account it is, what the provider's word is worth,
 * and who holds the address. An e-mail address alone never links anything (cases 1, 5, 150): where one is held here, its
 * owner proves themselves here too.
 */
export type Arriving = {
  /** The customer whom this very account elsewhere is linked to. */
  readonly linkedTo: string | null;
  /** The provider vouches for the mailbox, and is believed. */
  readonly isEmailProven: boolean;
  /** The customer who holds the address, asked only where it is proven: nobody learns of one by another's word. */
  readonly holder: { readonly customerId: string; readonly isVerified: boolean } | null;
  readonly mayMakeAccounts: boolean;
};

export type Course =
  | { readonly course: 'sign-in'; readonly customerId: string }
  /** Its holder signs in as ever, and then it is linked. */
  | { readonly course: 'link-after-sign-in'; readonly customerId: string }
  /** Whoever holds the address here never proved it: what was planted goes, and its owner comes in. */
  | { readonly course: 'prove-and-link'; readonly customerId: string }
  | { readonly course: 'sign-up' }
  | { readonly course: 'nobody' };

export function whoArrives({ linkedTo, isEmailProven, holder, mayMakeAccounts }: Arriving): Course {
  if (linkedTo !== null) return { course: 'sign-in', customerId: linkedTo };
  if (isEmailProven && holder !== null) {
    const { customerId, isVerified } = holder;
    return { course: isVerified ? 'link-after-sign-in' : 'prove-and-link', customerId };
  }
  return mayMakeAccounts ? { course: 'sign-up' } : { course: 'nobody' };
}
