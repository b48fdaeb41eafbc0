import { expect, it, vi } from 'vitest';
import { gather } from './gather.ts';

/** Answers when it is told to, and keeps what it was asked. */
function slowly(most = 32, mostWaiting = 1_000) {
  const asked: (readonly number[])[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const ask = gather<number, string>(
    async (questions) => {
      asked.push(questions);
      await new Promise<void>((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
      return questions.map((question) => `${question}!`);
    },
    { most, atOnce: 2, mostWaiting, whenFull: 'full' },
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    ask,
    asked,
    settle,
    async answer(error?: Error) {
      await settle();
      answers.shift()?.(error);
      await settle();
    },
  };
}

it('what is asked at the same time goes together, and each gets its own answer', async () => {
  const { ask, asked, answer } = slowly();
  const all = Promise.all([1, 2, 3].map(ask));
  await answer();
  expect(await all).toEqual(['1!', '2!', '3!']);
  expect(asked).toEqual([[1, 2, 3]]);
});

it('what comes while an answer is under way goes with the next, in its order and never too many', async () => {
  const { ask, asked, settle, answer } = slowly(2);
  const first = ask(1);
  await settle();
  const later = Promise.all([2, 3, 4].map(ask));
  await settle();
  expect(asked).toEqual([[1]]);
  await answer();
  expect(await first).toBe('1!');
  await answer();
  await answer();
  expect(await later).toEqual(['2!', '3!', '4!']);
  expect(asked).toEqual([[1], [2, 3], [4]]);
});

it('a failure is told to those that went together, and to nobody else', async () => {
  const { ask, settle, answer } = slowly();
  const failing = Promise.allSettled([ask(1), ask(2)]);
  await settle();
  const next = ask(3);
  await answer(new Error('lost'));
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await answer();
  expect(await next).toBe('3!');
});

it('one that hangs holds up only those that went with it', async () => {
  const { ask, asked, settle } = slowly();
  const hanging = ask(1);
  await settle();
  void ask(2);
  await vi.waitFor(() => expect(asked).toEqual([[1], [2]]), { timeout: 30_000 });
  void hanging;
});

it('beyond the bound nobody waits', async () => {
  const { ask, settle } = slowly(1, 2);
  void ask(1);
  await settle();
  void ask(2);
  void ask(3);
  expect(await ask(4)).toBe('full');
});
