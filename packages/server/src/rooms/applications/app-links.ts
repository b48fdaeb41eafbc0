/**
 * What a tenant's host tells phones about our own apps: which may use the passkeys and passwords that people saved for
 * it, and which of its addresses open them. Only our own: what is vouched for here is offered everybody's passkeys.
 */
import type { Queries } from '../../foundation/database/index.ts';
import type { Application } from './application.ts';
import { ownApplications } from './own-applications.ts';

// No address below it is a page of ours, so that no app can claim one of those.
const claimable = /^\/apps\/./;
// Apple reads files up to 128 kB.
const most = 200;

export type AppLinks = { readonly apple: object; readonly android: readonly object[] };

type Apps = Pick<Application, 'metadata'>;

/** Both files, for the host that this origin names. */
export async function appLinks(queries: Queries, tenantId: string, origin: string): Promise<AppLinks> {
  const apps: Application[] = [];
  for await (const application of ownApplications(queries, tenantId)) {
    const { ios, android } = application.metadata;
    if (ios !== undefined || android !== undefined) apps.push(application);
    if (apps.length === most) break;
  }
  return { apple: toApple(apps, origin), android: toAndroid(apps, origin) };
}

/** https://developer.apple.com/documentation/xcode/supporting-associated-domains */
function toApple(apps: readonly Apps[], origin: string): object {
  const named = apps.flatMap(({ metadata: { ios, redirect_uris: redirects } }) =>
    ios === undefined
      ? []
      : [{ appIDs: ios.bundle_ids.map((bundle) => `${ios.team_id}.${bundle}`), paths: claimed(redirects, origin) }],
  );
  return {
    applinks: {
      details: named
        .filter(({ paths }) => paths.length > 0)
        .map(({ appIDs, paths }) => ({ appIDs, components: paths.map((path) => ({ '/': path })) })),
    },
    webcredentials: { apps: [...new Set(named.flatMap(({ appIDs }) => appIDs))] },
  };
}

/**
 * https://developers.google.com/digital-asset-links/v1/statements; passkeys want both relations
 * (https://developer.android.com/identity/sign-in/credential-manager). From Android 15 on, the paths are a limit.
 */
function toAndroid(apps: readonly Apps[], origin: string): object[] {
  return apps.flatMap(({ metadata: { android = [], redirect_uris: redirects } }) => {
    const paths = claimed(redirects, origin);
    const components = { dynamic_app_link_components: paths.map((path) => ({ '/': path })) };
    return android.map((app) => ({
      relation: ['delegate_permission/common.get_login_creds', 'delegate_permission/common.handle_all_urls'],
      target: { namespace: 'android_app', ...app },
      ...(paths.length === 0
        ? {}
        : { relation_extensions: { 'delegate_permission/common.handle_all_urls': components } }),
    }));
  });
}

/** The paths at this very host that a redirect claims. */
function claimed(redirects: readonly string[], origin: string): string[] {
  const urls = redirects.map((address) => URL.parse(address)).filter((url) => url?.origin === origin);
  return [...new Set(urls.map((url) => url?.pathname ?? ''))].filter((path) => claimable.test(path));
}

/** The origins that passkeys of this application's apps name: on Android the certificate, on iOS the host itself. */
export function appOrigins({ metadata }: Apps, passkeyHost: string): string[] {
  const certificates = (metadata.android ?? []).flatMap((app) => app.sha256_cert_fingerprints);
  return [
    ...certificates.map((hex) => {
      const hash = Buffer.from(hex.replaceAll(':', ''), 'hex');
      return `android:apk-key-hash:${hash.toString('base64url')}`;
    }),
    ...(metadata.ios === undefined ? [] : [`https://${passkeyHost}`]),
  ];
}
