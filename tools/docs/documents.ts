/**
 * The pages of the manual that are written from the code: refusals, events, settings, floors. Pure: tables in, text out.
 * Never edit those pages by hand; `node tools/generate-docs.ts` writes them and a test keeps them current.
 */
import { customerRecord, errorCatalogue, eventCatalogue } from '../../packages/contract/src/index.ts';
import { type SettingDeclaration, settingsTable } from '../../packages/server/src/foundation/config/index.ts';
import { givenApplicationSettings } from '../../packages/server/src/rooms/applications/effective-settings.ts';
import { configurationSchema } from '../../packages/server/src/rooms/configuration/schema.ts';
import { givenSettings } from '../../packages/server/src/rooms/tenants/settings.ts';
import { roof, rooms, sharedDoors } from '../walls/floors.ts';
import { commandLine } from './cli.ts';

type FieldSchema = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
};

const note = '<!-- Written by tools/generate-docs.ts. Change the table it comes from, not this page. -->';

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function page(title: string, introduction: string, body: string): string {
  return `${note}\n\n# ${title}\n\n${introduction}\n\n${body}\n`;
}

function describe(schema: FieldSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(' or ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(describe).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : describe(schema.items)}`;
  return schema.type ?? 'value';
}

function fieldsOf(schema: { toJSONSchema(): unknown }): string {
  const { properties = {} } = schema.toJSONSchema() as { properties?: Readonly<Record<string, FieldSchema>> };
  const fields = Object.entries(properties).map(([name, field]) => `\`${name}\` (${describe(field)})`);
  return fields.length === 0 ? '–' : fields.join(', ');
}

function errors(): string {
  const rows = Object.entries(errorCatalogue).map(([code, { status, text }]) => [`\`${code}\``, String(status), text]);
  return page(
    'Refusals',
    'Every refusal is an RFC 9457 problem document with one of these codes, or a page that says the same. ' +
      'A code is never renamed or given another meaning.',
    table(['code', 'status', 'text'], rows),
  );
}

function events(): string {
  const rows = Object.entries(eventCatalogue).map(([name, { data, personal }]) => [
    `\`${name}\``,
    fieldsOf(data),
    fieldsOf(personal),
  ]);
  return page(
    'Events',
    'Every entry the ledger can hold. What is in clear are identifiers and closed vocabularies; ' +
      "what is personal is sealed under the customer's own key before it is stored.",
    table(['event', 'in clear', 'sealed'], rows),
  );
}

function settings(): string {
  const declared: readonly (readonly [string, SettingDeclaration])[] = Object.entries(settingsTable);
  const rows = declared.map(([name, setting]) => [
    `\`${name}\``,
    setting.default === undefined ? '–' : `\`${setting.default}\``,
    setting.documentation + (setting.secret ? ` A secret: may be given as a file by \`${name}_FILE\`.` : ''),
  ]);
  return page(
    'Settings',
    'Cardea reads its settings from the environment, once, at the start. ' +
      'If they do not make sense together it does not start, and says what to do.',
    table(['name', 'default', 'meaning'], rows),
  );
}

type TreeSchema = FieldSchema & {
  readonly properties?: Readonly<Record<string, TreeSchema>>;
  readonly description?: string;
  readonly default?: unknown;
};

function settingsOfATenant(): string {
  const ofApplications = leaves(givenApplicationSettings.toJSONSchema({ io: 'input' }) as TreeSchema).map(
    ([path]) => path,
  );
  const rows = leaves(givenSettings.toJSONSchema({ io: 'input' }) as TreeSchema).map(([path, leaf]) => [
    `\`${path}\``,
    describe(leaf),
    leaf.default === undefined ? '–' : `\`${String(leaf.default)}\``,
    ofApplications.includes(path) ? 'yes' : '–',
    leaf.description ?? '',
  ]);
  return page(
    'Settings of a tenant',
    'What each tenant sets for itself with `./cardea settings set PATH=VALUE`. Some of it an application may set ' +
      'differently, with `--application`: on the way to it that counts. Of the life of sessions, which all applications ' +
      'of a tenant share, an application may only take away; an app of your own on a device has one of its own. Links that an application does not set are those of its ' +
      'registration (`tos_uri`, `policy_uri`), then those of the tenant.',
    table(['setting', 'value', 'default', 'by application', 'meaning'], rows),
  );
}

function leaves(schema: TreeSchema, path: readonly string[] = []): [string, TreeSchema][] {
  if (schema.properties === undefined) return [[path.join('.'), schema]];
  return Object.entries(schema.properties).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

function floors(): string {
  const ground = rooms.filter((room) => room.floor < 1).map((room) => `\`${room.name}\``);
  const upper = [...new Set(rooms.filter((room) => room.floor >= 1).map((room) => room.floor))];
  const rows = upper.map((floor) => {
    const here = rooms.filter((room) => room.floor === floor);
    return [String(floor), `\`${here[0]?.folder.split('/')[0]}/\``, here.map((room) => `\`${room.name}\``).join(' ')];
  });
  const rest = [
    `A file imports only lower floors, by their \`index.ts\`, and files of its own room. In the foundation each part may`,
    `use the parts named before it. Every door may use ${sharedDoors.map((name) => `\`${name}\``).join(', ')}, and each of them those before it.`,
    'A room may be planned here before it is built.',
  ];
  return page(
    'Floors',
    rest.join('\n'),
    table(
      ['floor', 'folder', 'rooms'],
      [['0', '`foundation/`', ground.join(' ')], ...rows, ['roof', '–', roof.map((file) => `\`${file}\``).join(' ')]],
    ),
  );
}

/** File name below docs/ → what it must hold. */
export function documents(): Readonly<Record<string, string>> {
  return {
    'errors.md': errors(),
    'events.md': events(),
    'settings.md': settings(),
    'settings-of-a-tenant.md': settingsOfATenant(),
    'floors.md': floors(),
    'import/customer-record.schema.json': `${JSON.stringify(customerRecord.toJSONSchema({ io: 'input' }), null, 2)}\n`,
    'configuration.schema.json': `${JSON.stringify(configurationSchema(), null, 2)}\n`,
    'cli.md': page(
      'The command line',
      '`./cardea` in the folder of the installation. It works beside a running server, or without one.',
      commandLine(),
    ),
  };
}
