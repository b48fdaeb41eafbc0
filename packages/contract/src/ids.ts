/**
 * The prefixes of every identifier that Cardea hands out. An id is `<prefix>_<26 characters>`, random, never reused,
 * safe to log and to show to an application: it says what it names and nothing else.
 */
export const idPrefixes = {
  tenant: 'ten',
  signingKey: 'key',
  application: 'app',
  customer: 'cus',
  identifier: 'idn',
  identifierChange: 'ich',
  credential: 'crd',
  identity: 'idt',
  lostFactor: 'lof',
  session: 'ses',
  flow: 'flw',
  deviceRequest: 'drq',
  invitation: 'inv',
  import: 'imp',
  export: 'exp',
  proof: 'prf',
  message: 'msg',
  device: 'dev',
  request: 'req',
  note: 'not',
  bulk: 'blk',
  initialAccessToken: 'iat',
  node: 'nod',
  backup: 'bak',
  finding: 'fnd',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type IdOf<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}`;
