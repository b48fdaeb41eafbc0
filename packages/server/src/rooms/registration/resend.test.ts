import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

it('of several fresh codes asked for at once, exactly one is good', async () => {
  for (let round = 0; round < 3; round += 1) {
    const email = `anna${round}@resend.example`;
    const visitor = house.visitor();
    const accepted = await visitor.fill('/sign-up', { email, password: 'the quiet river bends twice' });
    const flow = /flow=(flw_\w+)/.exec(accepted.headers['location'] ?? '')?.[1] ?? '';
    await house.mailTo(email);
    const answers = await Promise.all([1, 2, 3, 4].map(() => visitor.post('/verify/resend', { flow })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    const open = await house.sql(
      'select proof_id from proofs where flow_id = $1 and superseded_at is null and consumed_at is null',
      [flow],
    );
    expect(open).toHaveLength(1);
  }
});
