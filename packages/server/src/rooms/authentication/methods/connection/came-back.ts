/** What becomes of somebody who came back, for the page or the interface that goes on with it. */
import type { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Pending, SignedIn } from '../../complete-sign-in.ts';
import type { Arrivals } from './arrival.ts';
import type { Inside } from './begin.ts';
import type { Returned } from './requests.ts';

export type CameBack =
  | {
      readonly kind: 'signed-in';
      readonly flowId: string;
      readonly outcome: SignedIn | Pending;
      /** As it was said when they left. */
      readonly keepsPasskeys: boolean;
    }
  /** The account is about to be closed: its owner says whether it is to be kept. */
  | { readonly kind: 'closing'; readonly flowId: string }
  /** Their account here signs in as ever; then both are linked. The sign-in page tells. */
  | { readonly kind: 'link-after-sign-in'; readonly flowId: string }
  /** A new account is to be made, on a page of its own. */
  | { readonly kind: 'sign-up'; readonly flowId: string }
  /** The owner of a session says yes or no to the account that they showed. */
  | { readonly kind: 'link'; readonly arrivalId: string }
  /** Nothing was done; where it was begun, another way may be taken. */
  | { readonly kind: 'failed'; readonly boundTo: Returned['boundTo']; readonly problem: ProblemError };

export type ComeBackDependencies = Inside & { readonly arrivals: Arrivals };
