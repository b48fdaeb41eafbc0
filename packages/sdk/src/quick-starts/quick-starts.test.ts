/** Quick starts hold the names of an application as text, whatever the names are. */
import { expect, it } from 'vitest';
import { quickStarts } from './index.ts';

const plain = { issuer: 'https://id.example.com', clientId: 'app_583fdaphnsmy846gmj3226mcne' };

it('there is one for each kind of application, with the issuer and the id in it, and never a secret', () => {
  const all = quickStarts(plain);
  expect(all.map(({ id }) => id)).toEqual(['express', 'next', 'fastify', 'spa', 'php', 'native']);
  for (const { files, install, run, redirectUri } of all) {
    const text = files.map((file) => file.text).join('\n');
    for (const part of [`'${plain.issuer}`, `'${plain.clientId}'`]) expect(text).toContain(part);
    expect(text).not.toContain('allowInsecureRequests');
    expect([install, run, redirectUri].every((line) => line.length > 0)).toBe(true);
  }
});

it('a redirect address is taken where it suits the kind', () => {
  const web = quickStarts({ ...plain, redirectUri: 'http://localhost:4242/back' });
  expect(web.map(({ redirectUri }) => redirectUri)).toEqual([
    'http://localhost:4242/back',
    'http://localhost:4242/api/auth/callback/cardea',
    'http://localhost:4242/back',
    'http://localhost:4242/back',
    'http://localhost:4242/back',
    'com.example.app:/callback',
  ]);
  const native = quickStarts({ ...plain, redirectUri: 'shop.example:/back' });
  expect(native.at(-1)?.redirectUri).toBe('shop.example:/back');
  expect(native[0]?.redirectUri).toBe('http://localhost:3001/callback');
});

it('a hostile name stays a name', () => {
  const clientId = `x'); alert(1); ('\\`;
  for (const { files } of quickStarts({ ...plain, clientId }))
    expect(files.some(({ text }) => text.includes(`'x\\'); alert(1); (\\'\\\\'`))).toBe(true);
  expect(() => quickStarts({ ...plain, clientId: 'x\nalert(1)' })).toThrow('control characters');
});
