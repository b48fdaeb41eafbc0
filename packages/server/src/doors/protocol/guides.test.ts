/** The guides say what works: every command on them is run, in order, in one shell, against a server of its own. */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Guide, openGuide, signUpAt } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});
afterAll(() => guide.close());

it('an application is connected by the commands of its guide', { timeout: 300_000 }, async () => {
  const [register, read, discover, begin, redeem, userinfo, refresh, introspect, signOut, revoke, ...rest] =
    await guide.blocks('connect-an-application.md', 'sh');
  expect(rest).toEqual([]);
  const { shell, origin } = guide;
  await shell.run(register ?? '');
  await shell.run(read ?? '');
  expect(JSON.parse(await shell.run(discover ?? ''))).toMatchObject({ issuer: origin });
  const callback = await signUpAt(guide, await shell.run(begin ?? ''));
  expect(new URL(callback).searchParams.get('iss')).toBe(origin);
  await shell.run(`CALLBACK='${callback}'`);
  await shell.run(redeem ?? '');
  expect(JSON.parse(await shell.run(userinfo ?? ''))).toMatchObject({ email: 'anna@example.com', name: 'Anna' });
  await shell.run(refresh ?? '');
  expect(JSON.parse(await shell.run(introspect ?? ''))).toMatchObject({ active: true });
  const out = new URL(await shell.run(signOut ?? ''));
  expect(decodeJwt(out.searchParams.get('id_token_hint') ?? '')).toMatchObject({ iss: origin });
  expect(JSON.parse(await shell.run(revoke ?? ''))).toEqual({ active: false });
});

it('keys are changed and withdrawn by the commands of their guide', { timeout: 300_000 }, async () => {
  const [rotate, withdraw, ...rest] = await guide.blocks('signing-keys.md', 'sh');
  expect(rest).toEqual([]);
  const { shell } = guide;
  expect(await shell.run(rotate ?? '')).toMatch(/published \S+ and \S+, which sign from/);
  expect(await shell.run(withdraw ?? '')).toMatch(/withdrew \S+ \S+ signs from now on\.$/);
});
