/** How what is done with an account elsewhere is sent: out to the provider, signed in there, and back. */
import { atUpstream, type Upstream } from '../../packages/server/test/upstream/index.ts';
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';
import type { BrowserName, Model } from './model.ts';
import type { Move } from './moves.ts';
import { isBusy } from './patient.ts';

export type IdentityMove = Extract<Move, { do: 'travel' | 'sign-up-with' | 'link' | 'unlink' }>;
export const connectionId = 'elsewhere';

type Sending = {
  readonly browsers: Readonly<Record<BrowserName, Visitor>>;
  readonly upstream: Upstream;
  readonly model: Model;
  /** The fields that a form of the account carries. */
  inAccount(): Readonly<Record<string, string>>;
};

const page = '/account/connections';
const mostTrips = 5;

export async function sendIdentityMove(sending: Sending, move: IdentityMove): Promise<Answer> {
  const { browsers, model, inAccount } = sending;
  const visitor = browsers[move.browser];
  switch (move.do) {
    case 'travel':
      return visit(sending, move, `/sign-in/with/${connectionId}?flow=${move.flow}`, browsers[move.returns]);
    case 'sign-up-with':
      return visitor.post('/sign-up/with', { flow: move.flow, email: move.address, name: '' });
    case 'link': {
      const back = await visit(sending, move, `${page}/link/${connectionId}`, visitor);
      const arrival = /^\/account\/connections\/link\?arrival=([\w-]+)$/.exec(back.headers['location'] ?? '')?.[1];
      return arrival === undefined ? back : visitor.post(`${page}/confirm`, { ...inAccount(), arrival });
    }
    case 'unlink': {
      const identity = model.identities[move.identity]?.identityId ?? 'idn_none';
      return visitor.post(`${page}/unlink`, { ...inAccount(), identity });
    }
  }
}

async function visit(
  { browsers, upstream, model }: Sending,
  { browser, elsewhere }: { readonly browser: BrowserName; readonly elsewhere: number },
  path: string,
  returning: Visitor,
): Promise<Answer> {
  for (let trips = 1; ; trips += 1) {
    const sent = await browsers[browser].request(path);
    const address = sent.headers['location'] ?? '';
    if (!address.startsWith(upstream.origin)) return sent;
    const { path: back } = await atUpstream(upstream, address, model.elsewhere[elsewhere]?.login ?? '');
    const answer = await returning.request(back);
    if (!isBusy(answer) || trips === mostTrips) return answer;
  }
}
