/** What the attack tests of proof of work share: pages that ask for it, and forms that bring it. */
import type { TestHouse } from '../test/house.ts';
import { challengeOn } from '../test/solve-challenge.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { goodPassword } from './people.ts';

export type Asked = { readonly visitor: Visitor; readonly flow: string };

export const asksForWork = (answer: Answer): boolean =>
  answer.status === 403 && answer.body.includes('One more step') && answer.body.includes('data-challenge=');

/** How much work every arrival of a house does; part of its protection as `levelFor: () => work`. */
export type Work = { level: 0 | 1 | 2 };

/** Opens a page of the house; from then on work is asked for. */
export function openerOf(house: () => TestHouse, work: Work) {
  return (visitor: Visitor = house().visitor(), path: '/sign-in' | '/sign-up' | '/recover' = '/sign-in') => {
    work.level = 1;
    return openAsked(visitor, path);
  };
}

/** A page that asks for work, and the journey it belongs to. */
async function openAsked(visitor: Visitor, path: '/sign-in' | '/sign-up' | '/recover') {
  const page = await visitor.get(path);
  return { visitor, flow: page.hidden(path)['flow'] ?? '', challenge: challengeOn(page) };
}

/** Signs in with what is handed in. */
export const handIn = ({ visitor, flow }: Asked, solution: string, identifier: string): Promise<Answer> =>
  visitor.post('/sign-in', { flow, identifier, password: goodPassword, challenge_solution: solution });
