/** What a way to a session or a token is, for the matrix of ways and states. */
import type { TestHouse } from '../test/house.ts';
import type { RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import type { Kind } from './connection-kinds.ts';

export type World = {
  readonly house: TestHouse;
  readonly tenantId: string;
  /** An application of the business, and one of somebody else's. */
  readonly shop: RelyingParty;
  readonly party: RelyingParty;
  /** Where customers have accounts elsewhere. */
  readonly elsewhere: Kind;
};

/** What a way hangs on, and with it which states can reach it. */
export type Aspect =
  | 'customer'
  | 'address'
  | 'application'
  | 'grant'
  | 'factor'
  | 'budget'
  | 'session'
  | 'connection'
  | 'identity';

export type Ready = {
  readonly customerId: string | null;
  /** Who holds a session of the customer, where somebody does. */
  readonly owner?: Visitor;
  /** The last step: whether it was answered with a way in. */
  finish(): Promise<boolean>;
  /** The same with something wrong, which costs a try. */
  spoil?(): Promise<unknown>;
};

export type WayIn = {
  readonly name: string;
  readonly aspects: readonly Aspect[];
  /** The setting that switches it, where there is one. */
  readonly method?: 'password' | 'passkey' | 'emailCode' | 'emailLink' | 'smsCode' | 'authenticator';
  /** What it began with, some steps before its last one. */
  readonly begunBy?: 'password' | 'connection';
  /** What it proves, and the addresses that end it. */
  readonly proves: readonly string[];
  readonly routes: readonly string[];
  /** Absent: it leaves a session or a token behind. */
  readonly leavesSession?: false;
  ready(world: World, place: number): Promise<Ready>;
};
