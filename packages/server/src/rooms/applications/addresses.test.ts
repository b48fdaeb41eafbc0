import { describe, expect, it } from 'vitest';
import { examineRedirect, examineWeb } from './addresses.ts';

const web = { applicationType: 'web', development: false } as const;
const native = { applicationType: 'native', development: false } as const;

describe('a redirect address', () => {
  it.each([
    ['https://shop.example/callback', web],
    ['https://shop.example', web],
    ['https://shop.example:8443/callback?tenant=a', web],
    ['https://xn--bcher-kva.example/callback', web],
    ['http://127.0.0.1/callback', native],
    ['http://127.0.0.1:49152/callback', native],
    ['http://[::1]:49152/callback', native],
    ['com.example.app:/callback', native],
    ['com.example.app://callback', native],
    ['http://localhost:3001/callback', { ...web, development: true }],
    ['http://shop.localhost:3001/callback', { ...web, development: true }],
  ])('%s is taken', (address, rules) => {
    expect(examineRedirect(address, rules)).toBeNull();
  });

  it.each([
    ['plain http', 'http://shop.example/callback', web, 'needs_https'],
    ['localhost in production', 'http://localhost/callback', web, 'needs_https'],
    ['localhost of a native application', 'http://localhost/callback', native, 'needs_https'],
    ['a loopback address of a web application', 'http://127.0.0.1/callback', web, 'needs_https'],
    [
      'a host that begins like this machine',
      'http://localhost.evil.example/',
      { ...web, development: true },
      'needs_https',
    ],
    ['an address that begins like this machine', 'http://127.0.0.1.evil.example/', native, 'needs_https'],
    ['a fragment', 'https://shop.example/callback#part', web, 'fragment'],
    ['an empty fragment', 'https://shop.example/callback#', web, 'fragment'],
    ['a user name', 'https://shop.example@evil.example/', web, 'user_info'],
    ['an empty user name', 'https://@evil.example/', web, 'user_info'],
    ['a wildcard host', 'https://*.shop.example/callback', web, 'wildcard'],
    ['a wildcard path', 'https://shop.example/*', web, 'wildcard'],
    ['a path that climbs', 'https://shop.example/a/../callback', web, 'not_canonical'],
    ['an encoded climb', 'https://shop.example/a/%2e%2e/callback', web, 'not_canonical'],
    ['an encoded slash', 'https://shop.example/a%2Fb', web, 'not_canonical'],
    ['a host in capitals', 'https://SHOP.example/callback', web, 'not_canonical'],
    ['the default port', 'https://shop.example:443/callback', web, 'not_canonical'],
    ['a short loopback address', 'http://127.1/callback', native, 'not_canonical'],
    ['a backslash', 'https://shop.example\\@evil.example/', web, 'malformed'],
    ['a foreign name as it is read', 'https://bücher.example/', web, 'malformed'],
    ['a line break', 'https://shop.example/\r\nx: y', web, 'malformed'],
    ['a space in front', ' https://shop.example/', web, 'malformed'],
    ['a relative address', '/callback', web, 'malformed'],
    ['nothing', '', web, 'malformed'],
    ['javascript:', 'javascript:alert(1)', native, 'scheme'],
    ['data:', 'data:text/html,x', native, 'scheme'],
    ['vbscript:', 'vbscript:x', native, 'scheme'],
    ['file:', 'file:///etc/passwd', native, 'scheme'],
    ['blob:', 'blob:https://shop.example/x', native, 'scheme'],
    ['intent:', 'intent://x', native, 'scheme'],
    ['a scheme without a dot', 'myapp:/callback', native, 'scheme'],
    ['a private scheme of a web application', 'com.example.app:/callback', web, 'needs_native'],
  ] as const)('refuses %s (cases 99, 100)', (_name, address, rules, finding) => {
    expect(examineRedirect(address, rules)).toBe(finding);
  });

  it('is plain http on this machine only in development, whatever the page is for', () => {
    expect(examineWeb('http://localhost:3001/logout', { development: true })).toBeNull();
    expect(examineWeb('http://localhost:3001/logout', { development: false })).toBe('needs_https');
    expect(examineWeb('http://169.254.169.254/latest', { development: true })).toBe('needs_https');
    expect(examineWeb('javascript:alert(1)', { development: true })).toBe('scheme');
  });
});
