/** What people do in a browser: register, sign in, look at their account. */
import { type Operation, putUnderLoad } from '../load.ts';
import { newPerson, openProfile, recover, register, registerPeople, renamePerson, signIn } from '../people.ts';
import type { Prepared, Row } from '../row.ts';
import type { Stage } from '../stage.ts';

/** So many people at once, each doing it again and again. */
export function ofProduct(stage: Stage, concurrency: number, operation: Operation): Prepared {
  const loaded = { operation, concurrency, cpuMilliseconds: stage.productCpu };
  return {
    load: (seconds, tell) => putUnderLoad(loaded, seconds, tell),
    operation,
    close: async () => undefined,
  };
}

export const passwordSignIn: Row = {
  name: 'password-sign-in',
  note: 'sign-in page, form, session; somebody known, from a new network; ratio = CPU of the whole ÷ CPU of one hash',
  floor: 'floor-argon2id',
  ratio: 'ours-by-floor',
  async prepare(stage) {
    const free = await registerPeople(stage.product, stage.people);
    return ofProduct(stage, 4, async () => {
      const person = free.shift();
      if (person === undefined) throw new Error('more sign-ins at once than people');
      try {
        await signIn(person);
      } finally {
        free.push(person);
      }
    });
  },
};

export const registration: Row = {
  name: 'registration',
  note: 'sign-up page, form, mail composed and handed over, code page, code, account and session',
  floor: 'floor-argon2id',
  ratio: 'floor-by-ours',
  prepare: async (stage) => ofProduct(stage, 4, () => register(stage.product, newPerson(stage.product))),
};

export const recovery: Row = {
  name: 'recovery',
  note: 'recovery page, address, mail composed and handed over, code page, code, new password, session, notice',
  floor: 'floor-argon2id',
  ratio: 'floor-by-ours',
  async prepare(stage) {
    // A mailbox is sent only so much: each person recovers a few times, then another one takes their place.
    const people = await registerPeople(stage.product, stage.people * 4);
    const queue = [...people, ...people, ...people];
    return ofProduct(stage, 4, async () => {
      const person = queue.shift();
      if (person === undefined) throw new Error('more recoveries than the mailboxes of these people allow');
      await recover(stage.product, person);
    });
  },
};

export const sessionCheck: Row = {
  name: 'session-check',
  note: 'the account page with a live session: session, gate and profile read anew',
  floor: 'floor-postgres-tx',
  ratio: 'floor-by-ours',
  async prepare(stage) {
    // People of their own: the account page of those who signed in a hundred times lists a hundred sessions.
    const people = await registerPeople(stage.product, 8);
    let turn = 0;
    return ofProduct(stage, 8, async () => {
      turn += 1;
      const { status } = (await people[turn % people.length]?.open('/account')) ?? { status: 0 };
      if (status !== 200) throw new Error(`the account page was answered with ${status}`);
    });
  },
};

export const profileRead: Row = {
  name: 'profile-read',
  note: 'the profile page with a live session: session, gate, declaration and every value opened',
  floor: 'floor-postgres-tx',
  ratio: 'floor-by-ours',
  async prepare(stage) {
    const people = await registerPeople(stage.product, 8);
    let turn = 0;
    return ofProduct(stage, 8, async () => {
      turn += 1;
      const { status } = (await people[turn % people.length]?.ask('/account/profile')) ?? { status: 0 };
      if (status !== 200) throw new Error(`the profile page was answered with ${status}`);
    });
  },
};

export const profileWrite: Row = {
  name: 'profile-write',
  note: 'the profile form sent: session, gate, one value judged, sealed and written, one entry in the ledger',
  floor: 'floor-postgres-tx',
  ratio: 'floor-by-ours',
  async prepare(stage) {
    const people = await registerPeople(stage.product, 8);
    const free = await Promise.all(people.map((person) => openProfile(person)));
    return ofProduct(stage, 4, async () => {
      const profile = free.shift();
      if (profile === undefined) throw new Error('more changes at once than people');
      try {
        await renamePerson(profile);
      } finally {
        free.push(profile);
      }
    });
  },
};
