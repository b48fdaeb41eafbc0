/**
 * What a configuration file wants, checked as far as it can be without looking at what there is. Pure: text in, wishes or
 * findings out. A file with one mistake in it is refused whole, and all its mistakes are told at once.
 */
import type { ApplicationMetadata, Attribute, ResourceInput } from '@cardea/contract';
import {
  type ApplicationSettings,
  type CertificatesOffered,
  examineDefinition,
  examineMetadata,
  isApplicationId,
  needsSecret,
} from '../applications/index.ts';
import { readConnection, type WantedConnection } from './connections.ts';
import { examinePicture } from './examine-picture.ts';
import { explainIssue } from './explain-issue.ts';
import { configurationRefusal, type Finding } from './finding.ts';
import { namesAt } from './known-names.ts';
import { nameOf, type Places, readYaml } from './read-yaml.ts';
import { type ConfigurationFile, configurationFile, type SecretReference, type Section } from './schema.ts';
import { explainFinding } from './sentences.ts';
import { settingNames } from './setting-names.ts';

export type WantedApplication = {
  readonly applicationId: string;
  readonly metadata: ApplicationMetadata;
  readonly firstParty: boolean;
  readonly state: 'active' | 'disabled';
  readonly settings: ApplicationSettings;
  readonly secret: SecretReference | null;
};

/** `section.field` → its value. */
export type SettingValues = ReadonlyMap<string, unknown>;

export type Wanted = {
  readonly name: string | null;
  readonly settings: SettingValues;
  readonly attributes: readonly Attribute[];
  readonly resources: readonly ResourceInput[];
  readonly applications: readonly WantedApplication[];
  readonly connections: readonly WantedConnection[];
  /** `LOCALE/ID` → text. */
  readonly texts: ReadonlyMap<string, string>;
  /** By name. */
  readonly pictures: ReadonlyMap<string, Buffer>;
  readonly remove: Readonly<Record<Section, readonly string[]>>;
  readonly prune: readonly Section[];
  /** Says of a path where it stands, for what is found wrong later. */
  readonly places: Places;
};

/** What the installation is, as far as a file is held to it. */
type Rules = { readonly development: boolean; readonly certificates?: CertificatesOffered | undefined };

/** What the text wants; throws a refusal with every finding. */
export function readWanted(text: string, options: Rules): Wanted {
  const read = readYaml(text);
  if (read.kind === 'findings') throw configurationRefusal(read.findings);
  const { places } = read;
  const findings: Finding[] = [];
  const note = (path: readonly PropertyKey[], message: string) => {
    findings.push({ ...places.at(path), path: nameOf(path), message });
  };
  const parsed = configurationFile.safeParse(read.value ?? {});
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      for (const [path, message] of explainIssue(issue, namesAt)) note(path, message);
    throw configurationRefusal(findings);
  }
  const file = parsed.data;
  const applications = Object.entries(file.applications ?? {}).flatMap(([id, entry]) =>
    readApplication(id, entry, options, note),
  );
  const resources = Object.entries(file.resources ?? {}).map(([resourceUri, entry]) => {
    const input = { ...entry, resource_uri: resourceUri };
    const examined = examineDefinition(input);
    if (examined.kind === 'findings')
      for (const [field, finding] of Object.entries(examined.findings))
        note(['resources', resourceUri, ...(field === 'resource_uri' ? [] : [field])], explainFinding(finding));
    return input;
  });
  const connections = Object.entries(file.connections ?? {}).map(([id, entry]) =>
    readConnection(id, entry, options, note),
  );
  const settings = valuesOf(file.settings ?? {}, (read.value as { settings?: object } | null)?.settings ?? {});
  const texts = Object.entries(file.texts ?? {}).flatMap(([locale, words]) =>
    Object.entries(words).map(([id, text]): [string, string] => [`${locale}/${id}`, text.normalize('NFC').trim()]),
  );
  const pictures = Object.entries(file.pictures ?? {}).map(([asset, text]): [string, Buffer] => {
    const content = Buffer.from(text, 'base64');
    const finding = examinePicture(asset, content);
    if (finding !== null) note(['pictures', asset], finding);
    return [asset, content];
  });
  const wanted: Wanted = {
    name: file.name?.normalize('NFC') ?? null,
    settings,
    attributes: file.profile_schema?.attributes ?? [],
    resources,
    applications,
    connections,
    texts: new Map(texts),
    pictures: new Map(pictures),
    remove: file.remove,
    prune: file.prune,
    places,
  };
  checkRemovals(file, wanted, note);
  if (findings.length > 0) throw configurationRefusal(findings);
  return wanted;
}

type Note = (path: readonly PropertyKey[], message: string) => void;

function readApplication(
  applicationId: string,
  entry: NonNullable<ConfigurationFile['applications']>[string],
  options: Rules,
  note: Note,
): WantedApplication[] {
  const place = ['applications', applicationId];
  const { first_party: firstParty, state, client_secret: secret = null, settings, ...input } = entry;
  if (!isApplicationId(applicationId) || applicationId === 'console')
    note(place, 'A client_id has 3 to 40 small letters, digits, dots, hyphens or underscores, and is not "console".');
  const examined = examineMetadata(input, options);
  if (examined.kind === 'findings') {
    for (const [field, finding] of Object.entries(examined.findings)) note([...place, field], explainFinding(finding));
    return [];
  }
  const { metadata } = examined;
  if (secret !== null && !needsSecret(metadata))
    note([...place, 'client_secret'], 'This application proves itself without a secret: leave it out.');
  return [{ applicationId, metadata, firstParty, state, settings, secret }];
}

/** The settings that the file itself names: what it leaves out stays as it is. */
function valuesOf(parsed: object, given: object): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [section, fields] of Object.entries(given)) {
    const read = (parsed as Record<string, Record<string, unknown>>)[section];
    for (const field of Object.keys(fields ?? {})) values.set(`${section}.${field}`, read?.[field]);
  }
  return values;
}

function checkRemovals(file: ConfigurationFile, wanted: Wanted, note: Note): void {
  const named: Record<Section, ReadonlySet<string>> = {
    settings: new Set(wanted.settings.keys()),
    profile_schema: new Set(wanted.attributes.map((attribute) => attribute.name)),
    resources: new Set(wanted.resources.map((resource) => resource.resource_uri)),
    applications: new Set(wanted.applications.map((application) => application.applicationId)),
    connections: new Set(wanted.connections.map((connection) => connection.connectionId)),
    texts: new Set(wanted.texts.keys()),
  };
  for (const [section, names] of Object.entries(file.remove) as [Section, string[]][])
    for (const [index, name] of names.entries()) {
      if (named[section].has(name))
        note(['remove', section, index], 'This stands in the file as well: either it is there or it goes.');
      if (section === 'settings' && !settingNames.includes(name))
        note(['remove', section, index], 'There is no such setting.');
    }
  for (const [index, section] of file.prune.entries())
    if (file[section] === undefined)
      note(
        ['prune', index],
        `To prune it, the file must hold the section "${section}", if only an empty one: ${section}: {}`,
      );
}
