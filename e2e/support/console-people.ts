/** Customers in number and of every kind, brought in by the command line as a business would; some would like to be code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Server } from './server.ts';

const given = [
  'Anna',
  'Jonas',
  'Chiara',
  'Émile',
  'Siobhán',
  'Nguyễn',
  'Lars',
  'Zoë',
  'Paweł',
  'Ayşe',
  '李',
  'Mei-Ling',
];
const family = [
  'Bergmann',
  'Weber',
  'Conti',
  'O’Neill',
  'van der Berg',
  'Văn An',
  'Ångström',
  '小龍',
  'Öztürk',
  'Stone',
];

export type Somebody = {
  readonly email: string;
  readonly external_id?: string;
  readonly state?: 'active' | 'disabled';
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

/** Names that would be markup, a template, a formula or a mess, if anything took them for more than text. */
export const hostilePeople: readonly Somebody[] = [
  `<img src=x onerror="window.hit='image'">`,
  `"><script>window.hit='script'</script>`,
  `<svg/onload=window.hit='svg'><style>*{display:none}</style>`,
  `<iframe srcdoc="<script>parent.hit=1</script>"></iframe><base href=//evil.example>`,
  `{{constructor.constructor('window.hit=1')()}} \${window.hit=2} $t(nav.customers)`,
  `javascript:window.hit='link'`,
  `=HYPERLINK("http://evil.example","click")`,
  'W'.repeat(200),
  `\u202Enimda\u2066 \u200F(owner)\u200F`,
  'مَرْحَبًا بِكُمْ جَمِيعًا (admin) שלום',
  `Z${'\u0335\u0321\u034f'.repeat(60)}algo`,
  '__proto__',
].map((name, at) => ({
  email: `hostile.${at}@example.com`,
  external_id: `${at}gnp.exe<b>${'x'.repeat(180)}`,
  attributes: { name },
}));

/** As many ordinary people. */
export const ordinaryPeople = (count: number): Somebody[] =>
  [...Array(count).keys()].map((at) => ({
    email: `person.${at}@example.com`,
    ...(at % 3 === 0 ? { external_id: `crm-${4700 + at}` } : {}),
    state: at % 9 === 8 ? 'disabled' : 'active',
    attributes: { name: `${given[at % given.length]} ${family[(at * 7) % family.length]}` },
  }));

/** What a shop may know of its customers: one field of each kind, one with a label that would like to be markup. */
const schema = {
  attributes: [
    { name: 'name', type: 'text', max_length: 200, at_sign_up: 'optional', searchable: 'prefix', scope: 'profile' },
    { name: 'company', type: 'text', label: { en: 'Firm <b onclick=alert(1)>', de: 'Firma <b onclick=alert(1)>' } },
    { name: 'birthdate', type: 'date', label: { en: 'Date of birth', de: 'Geburtsdatum' }, max: '2020-12-31' },
    { name: 'staff_discount', type: 'number', integer: true, min: 0, max: 50 },
    { name: 'vegetarian', type: 'boolean', category: 'preference' },
    {
      name: 'tier',
      type: 'choice',
      choices: [{ value: 'silver' }, { value: 'gold', label: { en: 'Gold card', de: 'Goldkarte' } }],
    },
    {
      name: 'interests',
      type: 'multi_choice',
      label: { en: 'Interested in', de: 'Interessen' },
      choices: [{ value: 'bread', label: { en: 'Bread', de: 'Brot' } }, { value: 'rolls' }, { value: 'cake' }],
    },
    { name: 'country', type: 'country' },
    { name: 'timezone', type: 'timezone', label: { en: 'Time zone', de: 'Zeitzone' } },
    { name: 'website', type: 'url' },
    {
      name: 'remarks',
      type: 'long_text',
      help: { en: 'What the baker should know.', de: 'Was die Backstube wissen muss.' },
    },
    { name: 'credit_line', type: 'number', editable_by: [], label: { en: 'Credit line', de: 'Kreditrahmen' } },
  ],
};

/** Declares it. */
export const declareProfile = (server: Server): Promise<unknown> =>
  withFile(JSON.stringify(schema), 'schema.json', (file) => server.runVerb('profile-schema', 'change', file));

/** Imports them; whoever is refused fails the test. */
export const bringIn = (server: Server, people: readonly Somebody[]): Promise<void> =>
  withFile(people.map((person) => JSON.stringify(person)).join('\n'), 'people.ndjson', async (file) => {
    const { imported } = JSON.parse(await server.runVerb('customers', 'import', file, '--json'));
    if (imported !== people.length) throw new Error(`${imported} of ${people.length} were imported`);
  });

async function withFile<Value>(content: string, name: string, use: (file: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-people-'));
  const file = path.join(folder, name);
  try {
    writeFileSync(file, content);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
