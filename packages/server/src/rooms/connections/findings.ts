/** What a test of a connection can find, and how it is said. A code names it for whoever says it in another language. */
import type { ConnectionFinding, ConnectionTrouble } from '@cardea/contract';

export type Values = Readonly<Record<string, string>>;

/** What was found, told to whoever set it up. Nothing that was received is repeated whole. */
export type Examined = {
  readonly check: 'configuration' | 'discovery' | 'keys' | 'addresses' | 'secret';
  readonly outcome: 'ok' | 'warning' | 'failed';
  readonly code: ConnectionFinding;
  /** Why an address could not be read; null where that is not what was found. */
  readonly reason: ConnectionTrouble | null;
  readonly values: Values;
  /** In words, for people. */
  readonly text: string;
};

/** Why nothing could be read at an address; `status` where it is about one. */
export type Trouble = { readonly trouble: ConnectionTrouble; readonly status?: number };

type Kind = Pick<Examined, 'check' | 'outcome'> & { readonly text: (values: Values) => string };
const kind = (check: Examined['check'], outcome: Examined['outcome'], text: Kind['text']): Kind => ({
  ...{ check, outcome, text },
});

const kinds: Readonly<Record<ConnectionFinding, Kind>> = {
  connection_off: kind('configuration', 'warning', () => 'The connection is disabled: nobody sees it.'),
  secret_missing: kind('secret', 'failed', () => 'There is no client secret.'),
  discovery_unreadable: kind('discovery', 'failed', ({ address, why }) => `${address}: ${why}`),
  issuer_differs: kind(
    'discovery',
    'failed',
    ({ issuer }) => `The provider says that its issuer is another one than ${issuer}. Set exactly what it says.`,
  ),
  discovery_ok: kind('discovery', 'ok', () => 'The provider answers, and it is the one that was set.'),
  address_unusable: kind('addresses', 'failed', ({ name }) => `Its ${name} is no address that can be used.`),
  challenge_unnamed: kind('discovery', 'warning', () => 'It does not say that it knows PKCE with S256.'),
  scopes_unnamed: kind('discovery', 'warning', ({ scopes }) => `It does not name the scope ${scopes}.`),
  keys_unreadable: kind('keys', 'failed', ({ why }) => `Its keys: ${why}`),
  keys_unusable: kind('keys', 'failed', () => 'It publishes no key that could have signed an ID token.'),
  keys_ok: kind('keys', 'ok', ({ number }) => `Its keys can be read: ${number}.`),
  host_unreachable: kind('addresses', 'failed', ({ host, why }) => `${host}: ${why}`),
  host_answered: kind('addresses', 'warning', ({ host, status }) => `${host} answered ${status}.`),
  host_ok: kind('addresses', 'ok', ({ host }) => `${host} answers.`),
};

const troubles: Readonly<Record<ConnectionTrouble, (status: string) => string>> = {
  address_refused: () =>
    'This address is not one that is connected to: it is not public, or not https on the usual port.',
  too_large: () => 'The answer is too large.',
  timeout: () => 'There was no answer in time.',
  unreachable: () => 'There is no connection to it.',
  // Never followed: whoever could redirect discovery could be the provider (case 156).
  redirect: () => 'The answer is a redirect, which is not followed.',
  status: (status) => `The answer was ${status} instead of 200.`,
  not_json: () => 'The answer is not JSON.',
  not_object: () => 'The answer is not a JSON object.',
};

export function found(code: ConnectionFinding, values: Values = {}, trouble: Trouble | null = null): Examined {
  const { check, outcome, text } = kinds[code];
  const status = trouble?.status === undefined ? {} : { status: String(trouble.status) };
  const why = trouble === null ? {} : { why: troubles[trouble.trouble](status.status ?? '') };
  const told = { ...values, ...status };
  return { check, outcome, code, reason: trouble?.trouble ?? null, values: told, text: text({ ...told, ...why }) };
}
