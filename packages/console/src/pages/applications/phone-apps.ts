/** The apps that an application is on phones, as they are typed: one name or fingerprint a line. Pure. */
import type { Application } from '../../api/applications.ts';
import { linesOf } from './lines.ts';

export type AndroidApp = { readonly key: number; readonly name: string; readonly fingerprints: string };
export type PhoneApps = { readonly team: string; readonly bundles: string; readonly android: readonly AndroidApp[] };

type Said = Pick<Application, 'ios' | 'android'>;

export const typedApps = ({ ios, android = [] }: Said): PhoneApps => ({
  team: ios?.team_id ?? '',
  bundles: ios?.bundle_ids.join('\n') ?? '',
  android: android.map(({ package_name: name, sha256_cert_fingerprints: prints }, key) => ({
    key,
    name,
    fingerprints: prints.join('\n'),
  })),
});

/** What is left empty is taken away. */
export function saidApps({ team, bundles, android }: PhoneApps) {
  const named = android.filter(({ name, fingerprints }) => name.trim() !== '' || fingerprints.trim() !== '');
  const isIos = team.trim() !== '' || bundles.trim() !== '';
  return {
    ios: isIos ? { team_id: team.trim().toUpperCase(), bundle_ids: linesOf(bundles) } : null,
    android:
      named.length === 0
        ? null
        : named.map(({ name, fingerprints }) => ({
            package_name: name.trim(),
            sha256_cert_fingerprints: linesOf(fingerprints).map((line) => line.toUpperCase()),
          })),
  };
}

/** One more, to be filled in. */
export const withAnother = ({ android, ...rest }: PhoneApps): PhoneApps => ({
  ...rest,
  android: [...android, { key: Math.max(-1, ...android.map(({ key }) => key)) + 1, name: '', fingerprints: '' }],
});
