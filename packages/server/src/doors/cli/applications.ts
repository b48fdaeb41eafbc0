/** `cardea applications register` and `list`: applications that customers sign in to, beside a running server or without one. */
import type { ApplicationMetadataInput } from '@cardea/contract';
import type { Command } from 'commander';
import { environment, readSettings } from '../../foundation/config/index.ts';
import { appsOf } from './app-options.ts';
import { type CertificateOptions, certificatesOf } from './certificate-options.ts';
import { addChangingVerbs } from './change-application.ts';
import { explainFindings } from './explain-findings.ts';
import { jsonOption, tenantOf, tenantOption, type VerbDependencies } from './tenant-of.ts';

type RegisterOptions = CertificateOptions & {
  readonly name: string;
  readonly redirectUri?: readonly string[];
  readonly postLogoutRedirectUri?: readonly string[];
  readonly backchannelLogoutUri?: string;
  readonly scope?: string;
  readonly resource?: readonly string[];
  readonly clientId?: string;
  readonly public?: boolean;
  readonly native?: boolean;
  readonly machine?: boolean;
  readonly device?: boolean;
  readonly firstParty?: boolean;
  readonly directSignIn?: boolean;
  readonly iosApp?: readonly string[];
  readonly androidApp?: readonly string[];
  readonly boundTokens?: boolean;
  readonly tenant?: string;
  readonly json?: boolean;
};
type ListOptions = { readonly tenant?: string; readonly json?: boolean };

const registerHelp = `
A web application on your own machine, with a secret:

  ./cardea applications register --name Shop --first-party \\
    --redirect-uri http://localhost:3001/callback \\
    --post-logout-redirect-uri http://localhost:3001/

An application in the browser or on a phone keeps no secret: add --public, and --native for a phone.
A program without people: --machine, and no redirect address. A television, or whatever has no keyboard: --device.

Redirect addresses are compared exactly. They use https; http://localhost is taken while the installation is a
development one, and a native application may use http://127.0.0.1 or a scheme such as com.example.app:/callback.

An app of your own on phones, whose passkeys and links are believed:

  ./cardea applications register --name Shop --first-party --public --native \\
    --redirect-uri com.example.shop:/callback --ios-app A1B2C3D4E5.com.example.shop \\
    --android-app com.example.shop=14:6D:…

A program that proves itself by a certificate in TLS (docs/guides/security-profiles.md); the name is subject=…, dns=…,
uri=…, ip=… or email=…:

  ./cardea applications register --name Bank --machine --certificate dns=bank.example --certificate-bound-tokens

Without --first-party, customers are asked whether they allow what the application wants.
The secret is shown once. Works while the server runs; a running server knows the application within a second.`;

const collect = (value: string, former: readonly string[] = []) => [...former, value];

/** Adds the verbs to the command line. */
export function addApplicationsVerbs(program: Command, deps: VerbDependencies): void {
  const applications = program.command('applications').description('the applications that customers sign in to');
  applications
    .command('register')
    .description('register an application; prints its client_id and, once, its secret')
    .requiredOption('--name <name>', 'what customers know it by')
    .option('--redirect-uri <address>', 'where customers return to; may be given several times', collect)
    .option('--post-logout-redirect-uri <address>', 'where they may return after signing out', collect)
    .option('--backchannel-logout-uri <address>', 'told when a session ends')
    .option('--scope <scopes>', 'what it may ask for, separated by spaces')
    .option('--resource <address>', 'an API it may have access tokens for; the first is the default', collect)
    .option('--client-id <id>', 'an id of your choice instead of a fresh one')
    .option('--public', 'it runs where no secret can be kept')
    .option('--native', 'it is installed on a phone or computer')
    .option('--ios-app <team.bundle>', 'its app on iOS; may be given several times', collect)
    .option('--android-app <package=sha256>', 'its app on Android and a certificate that signs it', collect)
    .option('--bound-tokens', 'its tokens are of use with proofs of its own key only (DPoP)')
    .option('--certificate <kind=name>', 'it proves itself by a certificate of your authorities that holds this name')
    .option('--own-certificates <address>', 'it proves itself by certificates of its own, in the keys at this address')
    .option('--certificate-bound-tokens', 'its tokens are of use with its client certificate only (mutual TLS)')
    .option('--machine', 'it acts on its own behalf, without customers')
    .option('--device', 'it has no keyboard: it shows a code that people approve in a browser; it keeps no secret')
    .option('--first-party', 'it is your own: customers are not asked for consent')
    .option('--direct-sign-in', 'it asks for passwords and codes in an interface of its own; needs --first-party')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', registerHelp)
    .action((options: RegisterOptions) => register(options, deps));
  applications
    .command('list')
    .description('list the registered applications')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action((options: ListOptions) => list(options, deps));
  addChangingVerbs(applications, deps);
}

async function register(options: RegisterOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  const metadata = metadataOf(options);
  const firstParty = options.firstParty === true;
  const { tenantId, applicationId, clientSecret } = await withRooms(readSettings(environment), async (rooms) => {
    const tenantId = await tenantOf(rooms, options.tenant);
    const registered = await rooms.applications
      .register(tenantId, { metadata, firstParty, applicationId: options.clientId })
      .catch(explainFindings);
    return { tenantId, ...registered };
  });
  if (options.json === true) {
    const secret = clientSecret === null ? {} : { client_secret: clientSecret };
    say(JSON.stringify({ tenant: tenantId, client_id: applicationId, ...secret }));
    return;
  }
  say(`Registered ${options.name}.`);
  say(`  client_id      ${applicationId}`);
  if (clientSecret === null) return;
  say(`  client_secret  ${clientSecret}`);
  say('The secret is shown this once: keep it where only the application can read it.');
}

async function list(options: ListOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  const applications = await withRooms(readSettings(environment), async (rooms) => {
    const tenantId = await tenantOf(rooms, options.tenant);
    const all = [];
    for (let after = ''; ; ) {
      const page = await rooms.applications.list(tenantId, { after, limit: 100 });
      all.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < 100) return all;
      after = last.applicationId;
    }
  });
  if (options.json === true) {
    const items = applications.map(({ applicationId, name, firstParty, state, metadata }) => ({
      client_id: applicationId,
      client_name: name,
      first_party: firstParty,
      state,
      redirect_uris: metadata.redirect_uris,
    }));
    say(JSON.stringify({ applications: items }));
    return;
  }
  if (applications.length === 0) say('No application is registered yet.');
  for (const { applicationId, name, firstParty, state, metadata } of applications) {
    const asks = !firstParty && metadata.grant_types.includes('authorization_code');
    say(`${applicationId}  ${name}${asks ? ' (asks for consent)' : ''}${state === 'active' ? '' : ' – disabled'}`);
  }
}

function metadataOf(options: RegisterOptions): ApplicationMetadataInput {
  const { redirectUri = [], postLogoutRedirectUri = [], backchannelLogoutUri, resource = [], scope } = options;
  const [defaultResource] = resource;
  return {
    client_name: options.name,
    application_type: options.native === true ? 'native' : 'web',
    redirect_uris: [...redirectUri],
    post_logout_redirect_uris: [...postLogoutRedirectUri],
    grant_types: grantsOf(options),
    token_endpoint_auth_method: options.public === true || options.device === true ? 'none' : 'client_secret_basic',
    allowed_resources: [...resource],
    direct_sign_in: options.directSignIn === true,
    ...(options.boundTokens === true ? { dpop_bound_access_tokens: true } : {}),
    ...appsOf(options),
    ...certificatesOf(options),
    ...(defaultResource === undefined ? {} : { default_resource: defaultResource }),
    ...(scope === undefined ? {} : { scope }),
    ...(backchannelLogoutUri === undefined ? {} : { backchannel_logout_uri: backchannelLogoutUri }),
  };
}

function grantsOf({ machine, device }: RegisterOptions): NonNullable<ApplicationMetadataInput['grant_types']> {
  if (machine === true) return ['client_credentials'];
  if (device === true) return ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'];
  return ['authorization_code', 'refresh_token'];
}
