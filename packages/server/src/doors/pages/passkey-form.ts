/** The form of a passkey as pages show it: what the script asks for, and where the answer goes. */
import type { PasskeyForm } from './views/proof-models.ts';

/** A form that is sent to `action` and learns at `action/options` what is to be signed. */
export function passkeyForm(
  kind: PasskeyForm['kind'],
  action: string,
  hidden: Readonly<Record<string, string>>,
): PasskeyForm {
  return { kind, action, hidden, options: `${action}/options` };
}
