/**
 * The plan of the house as a table: which rooms exist and on which floor they stand. The walls that `npm run check`
 * enforces are generated from it, and docs/adr/0001 explains it; a room that is not here may not exist.
 */

/** Where a room stands: a file imports only rooms whose floor is strictly lower than its own. */
export type Room = { readonly name: string; readonly folder: string; readonly floor: number };

/** The ground floor is built in this order: each part may use the parts named before it. */
const foundation = [
  'config',
  'clock',
  'ids',
  'errors',
  'logging',
  'telemetry',
  'database',
  'encryption',
  'hashing',
  'http-client',
  'jobs',
  'geography',
  'valkey',
];

const upperFloors: readonly (readonly string[])[] = [
  ['ledger'],
  ['tenants'],
  ['applications', 'connections', 'customers', 'consents', 'access'],
  ['credentials', 'sessions', 'proofs'],
  ['gate', 'release', 'protection', 'hooks'],
  ['risk', 'messaging'],
  ['authentication'],
  [
    'administration',
    'registration',
    'recovery',
    'account',
    'privacy',
    'integrations',
    'insights',
    'directory',
    'configuration',
  ],
];

/** How the outside comes in. They stand on one floor and do not know each other. */
const doors = [
  'listener',
  'json-api',
  'protocol',
  'pages',
  'customer-api',
  'admin-api',
  'console',
  'scim',
  'authzen',
  'signals',
  'cli',
  'health',
  'receipts',
];

/** Every room there may be, from the ground up. The foundation fills the floors below 1, a step for each part. */
export const rooms: readonly Room[] = [
  ...foundation.map((name, step) => ({ name, folder: `foundation/${name}`, floor: step / foundation.length })),
  ...upperFloors.flatMap((names, index) => names.map((name) => ({ name, folder: `rooms/${name}`, floor: index + 1 }))),
  ...doors.map((name) => ({ name, folder: `doors/${name}`, floor: upperFloors.length + 1 })),
];

/**
 * The doors that every other door may use, each of which may use those named before it: `listener` owns the socket, the
 * host check and the rendering of refusals; `json-api` is what the doors that speak JSON share.
 */
export const sharedDoors: readonly string[] = ['listener', 'json-api'];

/** The files that see every room: what puts the house together, runs it, and is started. No room may import them. */
export const roof: readonly string[] = [
  'compose.ts',
  'compose-rooms.ts',
  'compose-messages.ts',
  'compose-purges.ts',
  'finish-restore.ts',
  'serve.ts',
  'with-rooms.ts',
  'main.ts',
];

/** Modules that are security controls, and the only places that may import them. Paths are below packages/server/src. */
export const guarded: readonly {
  readonly what: string;
  readonly modules: string;
  readonly places: readonly string[];
}[] = [
  {
    what: 'sql',
    modules: '(^|/)node_modules/(kysely|pg|pg-[a-z-]+|@types/pg)(/|$)',
    places: ['foundation/(database|jobs|encryption)/', 'rooms/[^/]+/store\\.ts$', 'rooms/[^/]+/store/'],
  },
  {
    what: 'sockets',
    modules:
      '^(node:)?(http|https|http2|tls|dns|dgram)(/|$)|(^|/)node_modules/(undici|nodemailer|@types/nodemailer)(/|$)',
    places: [
      'foundation/http-client/',
      'rooms/messaging/transport/',
      'doors/(health|listener)/',
      '(compose|compose-rooms|compose-messages|compose-purges|serve|main)\\.ts$',
    ],
  },
  {
    what: 'valkey',
    modules: '(^|/)node_modules/iovalkey(/|$)',
    places: ['foundation/valkey/'],
  },
  {
    what: 'processes',
    modules: '^(node:)?(child_process|cluster)$',
    places: ['foundation/database/embedded/', 'doors/cli/', 'main\\.ts$'],
  },
  {
    what: 'cryptography',
    modules: '^(node:)?crypto$|(^|/)node_modules/@node-rs/',
    places: ['foundation/(ids|encryption|hashing)/'],
  },
  {
    what: 'jobs',
    modules: '(^|/)node_modules/graphile-worker(/|$)',
    places: ['foundation/(database|jobs)/'],
  },
  {
    what: 'web-framework',
    modules: '(^|/)node_modules/(fastify|@fastify/[a-z-]+)(/|$)',
    places: ['doors/', '(compose|compose-rooms|compose-messages|compose-purges|serve|main)\\.ts$'],
  },
];
