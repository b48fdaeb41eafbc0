/**
 * Turns the table of floors into rules for dependency-cruiser. Nothing is decided here: who may see whom is in
 * floors.ts, and rules.test.ts proves for every rule that something would break it.
 */
import type { IForbiddenRuleType } from 'dependency-cruiser';
import { guarded, type Room, roof, rooms, sharedDoors } from './floors.ts';

const source = '^packages/server/src/';
const test = '(\\.test\\.ts$|^packages/(server/test|server/attacks|sdk/attacks)/)';
const within = (place: string) => `${source}${place}`;
const folderOf = (room: Room) => within(`${room.folder}/`);
const doorOf = (room: Room) => within(`${room.folder}/index\\.ts$`);
const roofFiles = roof.map((file) => `${source}${file.replace('.', '\\.')}$`);

function mayEnter(from: Room, to: Room): boolean {
  if (to.floor !== from.floor) return to.floor < from.floor;
  const place = sharedDoors.indexOf(to.name);
  const own = sharedDoors.indexOf(from.name);
  return to.folder.startsWith('doors/') && place !== -1 && (own === -1 || place < own);
}

function roomRules(room: Room): IForbiddenRuleType[] {
  const enterable = rooms.filter((other) => other !== room && mayEnter(room, other));
  const closed = rooms.filter((other) => other !== room && !mayEnter(room, other));
  const from = { path: folderOf(room) };
  const rules: IForbiddenRuleType[] = [
    {
      name: `${room.name}-looks-only-down`,
      severity: 'error',
      from,
      to: { path: [...closed.map(folderOf), ...roofFiles] },
    },
  ];
  if (enterable.length === 0) return rules;
  return [
    ...rules,
    {
      name: `${room.name}-enters-by-the-door`,
      severity: 'error',
      from,
      to: { path: enterable.map(folderOf), pathNot: enterable.map(doorOf) },
    },
  ];
}

const guards = guarded.map(
  ({ what, modules, places }): IForbiddenRuleType => ({
    name: `${what}-in-its-place`,
    severity: 'error',
    from: { path: source, pathNot: [test, ...places.map(within)] },
    to: { path: modules },
  }),
);

const packages: IForbiddenRuleType[] = [
  {
    name: 'contract-stands-alone',
    severity: 'error',
    from: { path: '^packages/contract/' },
    to: { path: '^(packages|examples|e2e|prove|bench|tools)/', pathNot: '^packages/contract/' },
  },
  {
    name: 'server-knows-only-contract',
    severity: 'error',
    from: { path: source },
    to: {
      path: '^(packages|examples|e2e|prove|bench|tools)/',
      pathNot: ['^packages/server/', '^packages/contract/src/index\\.ts$'],
    },
  },
  {
    // It is published alone: what it needs of the contract comes as types written from the served document.
    name: 'sdk-stands-alone',
    severity: 'error',
    from: { path: '^packages/sdk/', pathNot: test },
    to: { path: '^(packages|examples|e2e|prove|bench|tools)/', pathNot: '^packages/sdk/' },
  },
  {
    name: 'console-knows-only-the-api',
    severity: 'error',
    from: { path: '^packages/console/' },
    to: { path: '^(packages|examples|e2e|prove|bench|tools)/', pathNot: '^packages/(console|contract|sdk)/' },
  },
  {
    // Whoever copies an example must find all it uses outside this repository.
    name: 'examples-use-what-everybody-has',
    severity: 'error',
    from: { path: '^examples/' },
    to: { path: '^(packages|e2e|prove|bench|tools)/', pathNot: '^packages/sdk/' },
  },
  {
    name: 'product-without-tests',
    severity: 'error',
    from: { path: '^packages/', pathNot: test },
    to: { path: test },
  },
  {
    name: 'outside-enters-by-the-package',
    severity: 'error',
    from: { path: '^(e2e|prove|bench)/' },
    to: {
      path: '^packages/',
      // These test doubles stand for the outside themselves: a browser and its key, a mail server, an authenticator, a
      // provider, the programs of others; three say where a test may write and listen, and what it need not compile.
      // None knows the product, but for `leaked-file`: one look-up of it, which the bench measures by itself, since it
      // is lost in a whole sign-in.
      pathNot: [
        '^packages/contract/src/index\\.ts$',
        '^packages/sdk/src/(index|quick-starts/index)\\.ts$',
        `${source}compose\\.ts$`,
        '^packages/server/test/(visitor|mail-server|passkey-authenticator|browser-key|upstream/index|debian-program|valkey-server|postgres-programs|fast-folder|free-port|compiled|leaked-file)\\.ts$',
      ],
    },
  },
];

const everywhere: IForbiddenRuleType[] = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'everything-resolves',
    severity: 'error',
    // What it imports is installed with it, on its own: see its README.
    from: { pathNot: '^examples/expo/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'own-room-by-its-files',
    severity: 'error',
    from: { path: `${source}(foundation|rooms|doors)/([^/]+)/`, pathNot: '\\.test\\.ts$' },
    to: { path: `${source}$1/$2/index\\.ts$` },
  },
  {
    name: 'rooms-are-in-the-plan',
    severity: 'error',
    from: { path: source, pathNot: [...rooms.map(folderOf), ...roofFiles] },
    to: {},
  },
  {
    name: 'only-the-roof-starts-the-house',
    severity: 'error',
    from: { path: source, pathNot: [...roofFiles, '\\.test\\.ts$'] },
    to: { path: roofFiles },
  },
];

/** Every rule of the house. */
export const forbidden: readonly IForbiddenRuleType[] = [
  ...everywhere,
  ...packages,
  ...guards,
  ...rooms.flatMap(roomRules),
];
