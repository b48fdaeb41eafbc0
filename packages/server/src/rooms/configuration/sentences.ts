/** What the findings of the rooms mean, in sentences that say what to do. */
const sentences: Readonly<Record<string, string>> = {
  malformed: 'This is not in the form it needs to have.',
  not_canonical: 'Write it in its plain form: lower-case host, no default port, no dots or escapes in the path.',
  wildcard: 'Wildcards cannot be used: addresses are compared exactly.',
  fragment: 'An address here has no fragment (#…).',
  user_info: 'An address here holds no user name and no password.',
  scheme: 'This scheme is not taken: use https, or for a native application one such as com.example.app.',
  needs_https: 'Use https. http://localhost is taken in development only, http://127.0.0.1 for native applications.',
  needs_native: 'A private scheme is for native applications: set application_type to native.',
  required: 'This is needed.',
  not_allowed: 'This does not go together with token_endpoint_auth_method.',
  needs_code_grant: 'This needs the grant authorization_code.',
  needs_client_authentication: 'An application that acts on its own behalf cannot be public.',
  needs_one_key_source: 'private_key_jwt needs jwks or jwks_uri, and only one of them.',
  needs_one_host: 'With pairwise subjects all redirect addresses lie on one host.',
  needs_allowed_resource: 'This must be one of allowed_resources.',
  unknown: 'This is not known here.',
  empty: 'This holds nothing: leave it out, or name it under remove.',
  too_long: 'This is too long for its place.',
  control_character: 'This holds line breaks or characters that are not seen.',
  placeholders: 'This must hold the same {{placeholders}} as the text that it stands for.',
  not_drawn: 'Pages and messages cannot be drawn with this.',
  taken: 'This is taken already.',
  type_has_values: 'Its type cannot change like this: customers have values that would become unreadable.',
  pattern_unusable: 'This pattern cannot be used: look-around and back references are not known to RE2.',
};

export function explainFinding(finding: string): string {
  return sentences[finding] ?? `This is refused (${finding}).`;
}
