/** Apps on phones as they are said on the command line: `TEAM.com.example.shop`, `com.example.shop=AB:CD:…`. */
import type { ApplicationMetadataInput } from '@cardea/contract';

/** What a list of each means; what is no such thing is left to be refused with the rest. */
export function appsOf(given: {
  readonly iosApp?: readonly string[];
  readonly androidApp?: readonly string[];
}): Pick<ApplicationMetadataInput, 'ios' | 'android'> {
  const { iosApp = [], androidApp = [] } = given;
  const [first] = iosApp;
  const team = first === undefined ? '' : teamOf(first);
  const isOneTeam = iosApp.every((text) => teamOf(text) === team);
  const prints = new Map<string, string[]>();
  for (const text of androidApp) {
    const [name = '', print = ''] = text.split('=');
    prints.set(name, [...(prints.get(name) ?? []), print.toUpperCase()]);
  }
  return {
    ...(first === undefined
      ? {}
      : { ios: { team_id: isOneTeam ? team : '', bundle_ids: iosApp.map((text) => text.slice(team.length + 1)) } }),
    ...(prints.size === 0
      ? {}
      : {
          android: [...prints].map(([name, all]) => ({ package_name: name, sha256_cert_fingerprints: all })),
        }),
  };
}

const teamOf = (text: string): string => text.split('.')[0] ?? '';
