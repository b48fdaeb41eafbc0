import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const password = 'the quiet river bends twice';
const codeOf = (text: string) => /\b(\d{3}) ?(\d{3})\b/.exec(text)?.slice(1).join('') ?? '';

describe('a registration', () => {
  it('leads from the form over the mail to a signed-in account', async () => {
    const anna = house.visitor();
    const accepted = await anna.fill('/sign-up', { email: 'anna@example.com', password, name: 'Anna Bergmann' });
    expect(accepted.status).toBe(303);
    const verify = accepted.headers['location'] ?? '';
    expect(verify).toMatch(/^\/verify\?flow=flw_/);
    const mail = await house.mailTo('anna@example.com');
    const answer = await anna.fill(verify, { code: codeOf(mail.subject) });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/account');
    const account = await anna.get('/account');
    expect(account.status).toBe(200);
    expect(account.body).toContain('Anna Bergmann');
    expect(account.body).toContain('anna@example.com');

    const again = house.visitor();
    const signedIn = await again.fill('/sign-in', { identifier: 'Anna@Example.com', password });
    expect(signedIn.status).toBe(303);
    expect((await again.get('/account')).body).toContain('Anna Bergmann');
  });
});
