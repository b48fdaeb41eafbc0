/**
 * What counts now as a file: applied to a new installation it makes the same, and exported there it gives the same bytes.
 * Secrets are references; a secret that was made here is not in it, for only its hash exists.
 */
import { stringify } from 'yaml';
import { plainConnection } from './connections.ts';
import { plainApplication, plainAttribute, plainResource, plainSettings, sorted } from './plain.ts';
import type { State } from './state.ts';
import { textsOf } from './texts.ts';

const heading = '# The configuration of one tenant. `./cardea apply FILE --plan` says what it would change.\n';

export function exportState(state: State, pictures: Readonly<Record<string, string>>): string {
  const settings: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of plainSettings(state.settings)) {
    const [section = '', field = ''] = name.split('.');
    settings[section] ??= {};
    settings[section][field] = value;
  }
  const resources = [...state.resources].map(([uri, resource]): [string, object] => [uri, plainResource(resource)]);
  const applications = [...state.applications].map(([id, application]): [string, object] => [
    id,
    plainApplication(application, state.secrets.get(id)?.reference ?? null),
  ]);
  const connections = [...state.connections].map(([id, connection]): [string, object] => [
    id,
    plainConnection(
      connection,
      state.connectionSecrets.get(id)?.reference ?? null,
      state.connectionDomains.get(id) ?? [],
    ),
  ]);
  const texts = Object.entries(textsOf(state)).map(([locale, words]): [string, object] => [locale, sorted(words)]);
  const file = {
    format: 1,
    name: state.name,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    profile_schema: { attributes: state.attributes.map(plainAttribute) },
    resources: sorted(Object.fromEntries(resources)),
    applications: sorted(Object.fromEntries(applications)),
    ...(connections.length === 0 ? {} : { connections: sorted(Object.fromEntries(connections)) }),
    ...(Object.keys(pictures).length === 0 ? {} : { pictures }),
    ...(texts.length === 0 ? {} : { texts: sorted(Object.fromEntries(texts)) }),
  };
  // Never folded: a line that somebody changes is one line of the difference.
  return heading + stringify(file, { lineWidth: 0, version: '1.2' });
}
