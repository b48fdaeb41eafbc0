import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJourneys } from '../../../examples/headless/journeys.ts';
import { startTestHouse, type TestHouse } from './house.ts';
import { createOwnInterface } from './own-interface.ts';
import { houseFetch } from './relying-party.ts';

const redirectUri = 'https://app.example/callback';
let house: TestHouse;
let clientId: string;
let home: string;
beforeAll(async () => {
  house = await startTestHouse();
  clientId = (await createOwnInterface(house)).applicationId;
  home = await mkdtemp(join(tmpdir(), 'cardea-curl-'));
  const { host } = new URL(house.origin);
  await writeFile(join(home, '.curlrc'), `connect-to = "${host}:127.0.0.1:${house.port}"\n`);
});
afterAll(async () => {
  await rm(home, { recursive: true, force: true });
  await house.stop();
});

describe('the worked example', () => {
  it('signs up, recovers and signs in, in TypeScript', async () => {
    const journeys = await createJourneys({
      issuer: house.origin,
      clientId,
      redirectUri,
      fetch: houseFetch(house),
    });
    const email = 'anna@example.com';
    let mails = 0;
    const ask = (answers: Readonly<Record<string, string>>) => async (field: string) => {
      if (field !== 'code') return answers[field] ?? '';
      mails += 1;
      const { subject } = await house.mailTo(email, mails);
      return /\d{3} ?\d{3}/.exec(subject)?.[0] ?? '';
    };
    const password = 'the quiet river bends twice';
    const tokens = await journeys.signUp(ask({ email, password, name: 'Anna' }));
    expect(await journeys.userInfo(tokens)).toMatchObject({ email, name: 'Anna' });
    expect(await journeys.account(tokens)).toMatchObject({ email });
    const recovered = await journeys.recover(ask({ email, new_password: 'six grey herons wait' }));
    expect(await journeys.account(recovered)).toMatchObject({ email });
    await expect(journeys.account(tokens)).rejects.toThrow('401');
    await expect(journeys.signIn(ask({ identifier: email, password }))).rejects.toThrow('sign_in.refused');
    const signedIn = await journeys.signIn(ask({ identifier: email, password: 'six grey herons wait' }));
    expect(signedIn.claims()?.sub).toBe(tokens.claims()?.sub);
  }, 60_000);

  it('does the same with curl', async () => {
    const { stdout } = await promisify(execFile)(
      'bash',
      [join(import.meta.dirname, '../../../examples/headless/journeys.sh')],
      {
        env: {
          // Node of this very run, whatever else is installed.
          PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
          CURL_HOME: home,
          ISSUER: house.origin,
          CLIENT_ID: clientId,
          REDIRECT_URI: redirectUri,
          EMAIL: 'bert@example.com',
        },
      },
    );
    expect(stdout.split('\n')).toEqual([
      '== sign-up',
      'verify',
      'complete',
      '== tokens, userinfo, account',
      'bert@example.com',
      'Anna',
      '== recovery',
      'verify',
      'new-password',
      'complete',
      '401',
      '== sign-in',
      'sign_in.refused',
      'complete',
      'Bearer',
      '',
    ]);
  }, 60_000);
});
