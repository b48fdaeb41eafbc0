/** Says in sentences why an application cannot be registered or changed. */
import { settingsRefusal } from '../../foundation/config/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';

const findingSentences: Readonly<Record<string, string>> = {
  malformed: 'is not in the form it needs to have',
  not_canonical: 'must be written in its plain form: lower-case host, no default port, no dots or escapes in the path',
  wildcard: 'may not hold a wildcard: addresses are compared exactly',
  fragment: 'may not have a fragment (#…)',
  user_info: 'may not hold a user name or password',
  scheme: 'uses a scheme that is not taken: https, or for a native application one such as com.example.app',
  needs_https:
    'must use https (http://localhost is taken in development only, http://127.0.0.1 for native applications)',
  needs_native: 'uses a private scheme, which is for native applications: add --native',
  required: 'is needed',
  taken: 'is taken already',
  not_offered:
    'needs client certificates, and none arrive here: see CLIENT_CERTIFICATE_HEADER and CLIENT_CERTIFICATE_CA_FILE',
  not_allowed: 'does not go together with token_endpoint_auth_method',
  bound_twice: 'cannot be had with --bound-tokens: tokens are bound to a certificate or by DPoP, not to both',
  needs_certificate: 'needs keys with their certificate (x5c)',
  needs_no_secret: 'says that this application proves itself without a secret',
  needs_client_authentication: 'cannot be public: a program that acts on its own behalf proves who it is',
};

/** What a field is called on the command line, where somebody has to put it right. */
const options: Readonly<Record<string, string>> = {
  client_id: '--client-id',
  client_name: '--name',
  redirect_uris: '--redirect-uri',
  post_logout_redirect_uris: '--post-logout-redirect-uri',
  backchannel_logout_uri: '--backchannel-logout-uri',
  scope: '--scope',
  resources: '--resource',
};

/** Turns the refusal of an application into one sentence for each field; anything else is passed on. */
export function explainFindings(error: unknown): never {
  if (!(error instanceof ProblemError)) throw error;
  if (error.code === 'application.not_found') throw settingsRefusal([error.message]);
  if (error.code !== 'application.invalid') throw error;
  const sentences = Object.entries(error.fields ?? {}).map(
    ([field, finding]) => `${options[field] ?? field} ${findingSentences[finding] ?? `is refused (${finding})`}.`,
  );
  throw settingsRefusal(sentences);
}
