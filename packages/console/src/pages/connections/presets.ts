/** What each kind of provider needs to be told, and where its client is made. What it is held to, the server knows. */
import type { Preset } from '../../api/connections.ts';
import type { FieldName } from './draft.ts';

type Kind = {
  /** What is asked for beside name, client id and secret. */
  readonly fields: readonly FieldName[];
  /** Of those, what must be said. */
  readonly required: readonly FieldName[];
  /** Where the client is made; null where that is the provider's own business. */
  readonly vendor: string | null;
  /** Whether a company may have its people sign in by it, found by their mail domain. */
  readonly isForCompanies: boolean;
  /** Whether an address that it calls verified counts as proven, where nobody says otherwise. */
  readonly isTrusted: boolean;
};

const endpoints = ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'] as const;

const large = (vendor: string, isTrusted = false): Kind => ({
  ...{ fields: [], required: [], isForCompanies: false },
  ...{ vendor, isTrusted },
});

const kinds: Readonly<Record<Preset, Kind>> = {
  google: { ...large('https://console.cloud.google.com/auth/clients', true), isForCompanies: true },
  apple: {
    ...large('https://developer.apple.com/account/resources', true),
    ...{ fields: ['team_id', 'key_id'], required: ['team_id', 'key_id'] },
  },
  microsoft: {
    ...large('https://entra.microsoft.com', true),
    ...{ fields: ['microsoft_tenant', 'microsoft_directory'], isForCompanies: true },
  },
  facebook: large('https://developers.facebook.com/apps'),
  github: large('https://github.com/settings/developers', true),
  linkedin: large('https://www.linkedin.com/developers/apps'),
  x: large('https://console.x.com'),
  amazon: large('https://developer.amazon.com/loginwithamazon/console/site/lwa/overview.html'),
  discord: large('https://discord.com/developers/applications'),
  openid: {
    ...{ fields: ['issuer', 'token_endpoint_auth_method'], required: ['issuer'] },
    ...{ vendor: null, isForCompanies: true, isTrusted: false },
  },
  oauth2: {
    fields: [
      ...endpoints,
      'token_endpoint_auth_method',
      'subject_claim',
      'email_claim',
      'email_verified_claim',
      'name_claim',
    ],
    required: endpoints,
    ...{ vendor: null, isForCompanies: true, isTrusted: false },
  },
};

/** GitHub can be a company's own; its addresses are shown where it is changed. */
export const fieldsToChange = (preset: Preset): readonly FieldName[] =>
  preset === 'github' ? endpoints : kinds[preset].fields;

export const kindOf = (preset: Preset): Kind => kinds[preset];
