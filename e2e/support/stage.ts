/** One server and one browser for a file of journeys; every person who took part is sent home after each test. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { meetPerson, type Person, type PersonOptions } from './person.ts';
import { type Server, startServer } from './server.ts';

export type Stage<Running> = {
  server(): Running;
  person(options?: PersonOptions): Promise<Person>;
};

type Startable = Pick<Server, 'origin' | 'stop'>;

/** Call it once at the top of a file. Nobody's browser may have complained by the end of a test. */
export function setStage(): Stage<Server>;
/** The same with something else than a server alone. */
export function setStage<Running extends Startable>(start: () => Promise<Running>): Stage<Running>;
export function setStage(start: () => Promise<Startable> = startServer): Stage<Startable> {
  let server: Startable | undefined;
  let browser: Browser | undefined;
  const people: Person[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([start(), launchBrowser()]);
  });
  afterEach(async () => {
    const complaints = people.flatMap((person) => person.complaints);
    await Promise.all(people.splice(0).map((person) => person.close()));
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const running = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('the stage is not set yet');
    return part;
  };
  return {
    server: () => running(server),
    async person(options) {
      const person = await meetPerson(running(browser), running(server), options);
      people.push(person);
      return person;
    },
  };
}
