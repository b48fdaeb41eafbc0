/** What the first field of the sign-in page asks for: all that a customer of this business may be found by. */
import type { Translate } from '../../rooms/messaging/index.ts';

export function identifierLabel(
  translate: Translate,
  { phone, username }: { readonly phone: string; readonly username: string },
): { readonly text: string; readonly isEmailOnly: boolean } {
  const kinds = ['email', ...(phone === 'off' ? [] : ['phone']), ...(username === 'off' ? [] : ['username'])];
  return { text: translate(`pages:sign_in.identifier.${kinds.join('_')}`), isEmailOnly: kinds.length === 1 };
}
