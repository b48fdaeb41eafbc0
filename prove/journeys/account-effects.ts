/** The rules of the world for what somebody does in an account that they are signed in to. */
import { changeFactors } from './factor-effects.ts';
import { withProof } from './factors.ts';
import { endSessions, secure, takePassword } from './grants.ts';
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
  | 'make-codes'
  | 'end-remembered'
  | 'keep-factors'
  | 'remove-factor'
>;

/** Does it, or says what stands in the way. */
export function actInAccount(model: Model, move: InAccount): Outcome {
  const session = sessionIn(model, move.browser);
  const account = accountOf(model, session?.account ?? null);
  // Whoever is out already may sign out again.
  if (session === undefined || account === undefined) return move.do === 'sign-out' ? 'done' : 'refused';
  switch (move.do) {
    case 'change-email':
      if (!session.isFresh) return 'asks-to-confirm';
      // Which journey that is, the answer says: whoever records it ends the earlier ones.
      return account.email === move.address ? 'refused' : 'done';
    case 'change-password':
      if (account.password !== move.current) return 'refused';
      session.isFresh = true;
      session.proofs = withProof(session.proofs, { method: 'password' });
      account.remembered = [];
      account.lost = null;
      for (const flow of model.flows) if (flow.account === account.key) flow.state = 'over';
      if (move.endOthers) endSessions(model, account, session);
      model.knows[actorOf(move.browser)].push(move.password);
      takePassword(account, move.password);
      return 'done';
    case 'confirm':
      if (account.password !== move.password) return 'refused';
      session.isFresh = true;
      session.proofs = withProof(session.proofs, { method: 'password' });
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
      if (!session.isFresh) return 'asks-to-confirm';
      account.state = 'closing';
      secure(model, account);
      return 'done';
    default:
      return changeFactors(model, move, session, account);
  }
}
