/** Accounts elsewhere by the rules alone: which there are, whose they are here, and what linking changes. */
import { factorsOf, withdraw } from './factors.ts';
import type { Account, Elsewhere, Identity, Model, Session } from './model.ts';

/** Those of one walk: two of the owner and two of the attacker, one of which claims the owner’s address unproven. */
export function accountsElsewhere(addresses: readonly string[]): Elsewhere[] {
  const [anna = '', annaToo = '', mallory = '', malloryToo = ''] = addresses;
  return [
    { key: 0, login: anna, holder: 'owner', email: anna, isProven: true },
    { key: 1, login: annaToo, holder: 'owner', email: null, isProven: false },
    { key: 2, login: mallory, holder: 'attacker', email: mallory, isProven: true },
    { key: 3, login: malloryToo, holder: 'attacker', email: anna, isProven: false },
  ];
}

/** As it is linked now, to whomever. */
export const identityOf = (model: Model, elsewhere: number): Identity | undefined =>
  model.identities.find((identity) => identity.elsewhere === elsewhere && identity.isThere);

/** Those of the account. */
export const identitiesOf = (model: Model, account: Account): Identity[] =>
  model.identities.filter((identity) => identity.account === account.key && identity.isThere);

/** Links it, unless it is somebody’s already. */
export function linkTo(model: Model, account: Account, elsewhere: number): Identity | undefined {
  if (identityOf(model, elsewhere) !== undefined) return undefined;
  const { key: of } = account;
  const identity: Identity = { key: model.identities.length, account: of, elsewhere, identityId: null, isThere: true };
  model.identities.push(identity);
  return identity;
}

/** It opens nothing any more: whoever came in by it is out, and the session that unlinks it counts it no longer. */
export function unlinkFrom(model: Model, account: Account, gone: Identity, by: Session): void {
  gone.isThere = false;
  for (const session of model.sessions) {
    const isBegunByIt = session.proofs.some(({ identity }) => identity === gone.key);
    if (isBegunByIt && session.key !== by.key) session.isLive = false;
  }
  withdraw(model, account, ({ identity }) => identity === gone.key);
  for (const flow of model.flows) if (flow.account === account.key) flow.state = 'over';
  account.remembered = [];
  if (factorsOf(model, account).length === 0) account.codes = [];
}
