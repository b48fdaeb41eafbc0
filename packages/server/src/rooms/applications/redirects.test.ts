import { expect, it } from 'vitest';
import type { Application } from './application.ts';
import { isRedirectOf } from './redirects.ts';

const registered = ['https://shop.example/callback', 'http://127.0.0.1/callback', 'com.example.app:/callback'];
const of = (application_type: 'web' | 'native') =>
  ({ metadata: { application_type, redirect_uris: registered } }) as unknown as Pick<Application, 'metadata'>;

it('takes what is registered, letter for letter, and nothing that only looks like it', () => {
  for (const address of registered) expect(isRedirectOf(of('web'), address)).toBe(true);
  for (const address of [
    'https://shop.example/callback/',
    'https://shop.example/callback?x=1',
    'https://shop.example:8443/callback',
    'https://shop.example/callback#x',
    'https://shop.example.evil.example/callback',
    'com.example.app:/callback2',
    'javascript:alert(1)',
    '//shop.example/callback',
    '',
  ])
    for (const type of ['web', 'native'] as const) expect(isRedirectOf(of(type), address)).toBe(false);
});

it('leaves an installed app the port of its own machine, and nothing else of the address', () => {
  expect(isRedirectOf(of('native'), 'http://127.0.0.1:51004/callback')).toBe(true);
  expect(isRedirectOf(of('web'), 'http://127.0.0.1:51004/callback')).toBe(false);
  for (const address of [
    'http://127.0.0.1:51004/other',
    'http://127.0.0.1:51004@evil.example/callback',
    'http://127.0.0.1:510040000/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://localhost:51004/callback',
    'http://[::1]:51004/callback',
    'https://127.0.0.1:51004/callback',
  ])
    expect(isRedirectOf(of('native'), address)).toBe(false);
});
