import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { describe, expect, it } from 'vitest';
import { isSolved, makePuzzle, puzzleSeconds, readAnswer } from './puzzle.ts';

const wanted = { level: 1, secret: 'a secret of the tenant', purpose: 'this' } as const;
const make = (changes: Partial<Parameters<typeof makePuzzle>[0]> = {}) =>
  makePuzzle({ ...wanted, now: new Date(), isBounded: false, ...changes });

async function answerTo(challenge: Awaited<ReturnType<typeof make>>) {
  const solution = await solveChallenge({ challenge, deriveKey });
  if (solution === null) throw new Error('not solved');
  return { challenge, solution };
}

describe('a puzzle', () => {
  it.each([true, false])('is solved for its purpose, its key and its level alone (bounded: %s)', async (isBounded) => {
    const answer = await answerTo(await make({ isBounded }));
    expect(await isSolved(answer, wanted)).toBe(true);
    expect(await isSolved(answer, { ...wanted, purpose: 'another' })).toBe(false);
    expect(await isSolved(answer, { ...wanted, secret: 'of another tenant' })).toBe(false);
    expect(await isSolved(answer, { ...wanted, level: 2 })).toBe(false);
  });

  it('is over when its time is', async () => {
    const answer = await answerTo(await make({ now: new Date(Date.now() - (puzzleSeconds + 1) * 1000) }));
    expect(await isSolved(answer, wanted)).toBe(false);
  });

  it('that is bounded hides its answer among twice as many tries as are expected, so nobody waits for longer', async () => {
    for (let round = 0; round < 5; round += 1)
      expect((await answerTo(await make({ isBounded: true }))).solution.counter).toBeLessThan(512);
  });

  it('cannot be made easier: every parameter is signed', async () => {
    const { challenge } = await answerTo(await make());
    for (const easier of [
      { cost: 1 },
      { keyPrefix: '0' },
      { expiresAt: 4e9 },
      { data: { purpose: 'this', level: 3 } },
    ]) {
      const changed = { ...challenge, parameters: { ...challenge.parameters, ...easier } };
      expect(await isSolved(await answerTo(changed), wanted)).toBe(false);
    }
  });
});

describe('what is handed in', () => {
  it('is read from base64 of JSON, and is nothing otherwise', async () => {
    const answer = await answerTo(await make());
    const text = Buffer.from(JSON.stringify(answer)).toString('base64');
    expect(readAnswer(text)).toEqual(answer);
    for (const bad of ['', 'x', 'bnVsbA==', text.slice(0, -20), text.padEnd(5000, 'A'), '{}'])
      expect(readAnswer(bad)).toBeNull();
  });
});
