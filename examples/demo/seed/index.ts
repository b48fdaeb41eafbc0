/** Lets the people of the demo live their stories, a few at a time. */
import type { Places } from '../applications.ts';
import { stories } from './people.ts';
import { createSteps } from './steps.ts';

export { stories } from './people.ts';
export { demoPassword } from './steps.ts';

const atOnce = 4;

export async function bringPeople(places: Places): Promise<void> {
  const steps = createSteps(places);
  const waiting = [...stories];
  const live = async () => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) await story.live(steps, story);
  };
  await Promise.all(Array.from({ length: atOnce }, live));
}
