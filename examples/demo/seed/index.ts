/** Lets the people of the demo live their stories, a few at a time. */
import type { Places } from '../applications.ts';
import { owner, ownersBrowser, stories } from './people.ts';
import { createSteps } from './steps.ts';

export { owner, stories } from './people.ts';
export { demoPassword } from './steps.ts';

const atOnce = 4;

/** `invitation` leads the owner to the console. She comes first, as in life. */
export async function bringPeople(places: Places, invitation: string): Promise<void> {
  const steps = createSteps(places);
  await steps.administer(ownersBrowser(), owner, invitation);
  const waiting = [...stories];
  const live = async () => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) await story.live(steps, story);
  };
  await Promise.all(Array.from({ length: atOnce }, live));
}
