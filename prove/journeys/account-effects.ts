/** The rules of the world for what somebody does in an account that they are signed in to. */
import { changeFactors } from './factor-effects.ts';
import { factorsOf, isFresh, showIn } from './factors.ts';
import { endSessions, secure, takePassword } from './grants.ts';
import { changeIdentities } from './identity-effects.ts';
import { accountOf, actorOf, type Model, sessionIn } from './model.ts';
import type { Move, Outcome } from './moves.ts';

type Of<Do extends Move['do']> = Extract<Move, { do: Do }>;

type InAccount = Of<
  | 'change-email'
  | 'change-password'
  | 'confirm'
  | 'end-session'
  | 'end-others'
  | 'sign-out'
  | 'sign-out-everywhere'
  | 'close'
  | 'confirm-factor'
  | 'enrol-passkey'
  | 'enrol-app'
  | 'enrol-phone'
  | 'make-codes'
  | 'end-remembered'
  | 'keep-factors'
  | 'remove-factor'
  | 'link'
  | 'unlink'
>;

/** Does it, or says what stands in the way. */
export function actInAccount(model: Model, move: InAccount): Outcome {
  const session = sessionIn(model, move.browser);
  const account = accountOf(model, session?.account ?? null);
  // Whoever is out already may sign out again.
  if (session === undefined || account === undefined) return move.do === 'sign-out' ? 'done' : 'refused';
  switch (move.do) {
    case 'change-email':
      if (!isFresh(model, session, account)) return 'asks-to-confirm';
      // Which journey that is, the answer says: whoever records it ends the earlier ones.
      return account.email === move.address ? 'refused' : 'done';
    case 'change-password':
      // The password alone changes nothing for whoever has a factor.
      if (factorsOf(model, account).length > 0 && !isFresh(model, session, account)) return 'asks-to-confirm';
      if (account.password !== move.current) return 'refused';
      showIn(session, { method: 'password' });
      account.remembered = [];
      account.lost = null;
      for (const flow of model.flows) if (flow.account === account.key) flow.state = 'over';
      if (move.endOthers) endSessions(model, account, session);
      model.knows[actorOf(move.browser)].push(move.password);
      takePassword(account, move.password);
      return 'done';
    case 'confirm':
      if (factorsOf(model, account).length > 0 || account.password !== move.password) return 'refused';
      showIn(session, { method: 'password' });
      return 'done';
    case 'end-session': {
      const ended = model.sessions.find(({ key }) => key === move.session);
      if (ended?.account === account.key) ended.isLive = false;
      return 'done';
    }
    case 'end-others':
      endSessions(model, account, session);
      return 'done';
    case 'sign-out':
      session.isLive = false;
      return 'done';
    case 'sign-out-everywhere':
      endSessions(model, account);
      return 'done';
    case 'close':
      if (!isFresh(model, session, account)) return 'asks-to-confirm';
      account.state = 'closing';
      secure(model, account);
      return 'done';
    case 'link':
    case 'unlink':
      return changeIdentities(model, move, session, account);
    default:
      return changeFactors(model, move, session, account);
  }
}
