import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpAnswer, isPublicAddress } from './index.ts';

const requests: string[] = [];
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  requests.push(`${request.method} ${request.url} ${request.headers.host}`);
  if (request.url === '/redirect') response.writeHead(302, { location: '/elsewhere' }).end();
  else if (request.url === '/large') response.end(Buffer.alloc(4_096));
  else if (request.url === '/endless') response.write('a');
  else if (request.url === '/silent') return;
  else request.pipe(response.writeHead(200, { 'content-type': 'text/plain' }));
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const here = (path: string) => `http://localhost:${port}${path}`;
const local = (timeoutMilliseconds = 10_000) =>
  createHttpClient({ developmentHosts: [`localhost:${port}`], mostBytes: 1_024, timeoutMilliseconds });

const refused: HttpAnswer = { outcome: 'failed', reason: 'address_refused' };
const never = async (): Promise<never> => {
  throw new Error('nothing may be looked up');
};

describe('what is refused before anything is sent', () => {
  it.each([
    'http://example.com/',
    'https://example.com:22/',
    'https://user:pass@example.com/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'nonsense',
    'https://127.0.0.1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://127.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/',
    'https://192.168.0.1/',
    'https://172.31.255.255/',
    'https://100.64.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[ff02::1]/',
    'https://１２７.0.0.1/',
  ])('%s', async (url) => {
    expect(await createHttpClient({ resolve: never }).send({ url })).toEqual(refused);
  });

  it('a local address whose host and port were not named for development', async () => {
    expect(await createHttpClient().send({ url: here('/') })).toEqual(refused);
    expect(await local().send({ url: `http://127.0.0.1:${port}/` })).toEqual(refused);
  });
});

describe('names', () => {
  it.each([[['127.0.0.1']], [['169.254.169.254']], [['::ffff:10.0.0.1']], [['93.184.216.34', '10.0.0.1']], [[]]])(
    'that lead to %j are refused when the connection is made',
    async (addresses) => {
      const client = createHttpClient({
        resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      });
      expect(await client.send({ url: 'https://rebinding.localhost/' })).toMatchObject(refused);
    },
  );

  it('named for development reach this machine only', async () => {
    const client = createHttpClient({
      developmentHosts: [`localhost:${port}`],
      resolve: async () => [{ address: '93.184.216.34', family: 4 }],
    });
    expect(await client.send({ url: here('/') })).toMatchObject(refused);
  });

  it('are looked up once, and the connection goes to that answer', async () => {
    const asked: string[] = [];
    const client = createHttpClient({
      developmentHosts: [`app.localhost:${port}`],
      resolve: async (hostname) => {
        asked.push(hostname);
        return asked.length === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '10.0.0.1', family: 4 }];
      },
    });
    expect(await client.send({ url: `http://app.localhost:${port}/` })).toMatchObject({ outcome: 'answered' });
    expect(asked).toEqual(['app.localhost']);
  });

  it('that cannot be resolved are unreachable, not an error', async () => {
    const client = createHttpClient({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    expect(await client.send({ url: 'https://nowhere.localhost/' })).toMatchObject({ reason: 'unreachable' });
  });
});

describe('an exchange', () => {
  it('carries method, headers and body there and the answer back', async () => {
    const answer = await local().send({
      url: here('/echo'),
      method: 'POST',
      body: 'hello',
      headers: { accept: 'text/plain' },
    });
    expect(answer).toMatchObject({ outcome: 'answered', status: 200, headers: { 'content-type': 'text/plain' } });
    expect(answer.outcome === 'answered' && answer.body.toString()).toBe('hello');
    expect(requests).toContain(`POST /echo localhost:${port}`);
  });

  it('does not follow a redirect', async () => {
    expect(await local().send({ url: here('/redirect') })).toMatchObject({ status: 302 });
    expect(requests.join()).not.toContain('/elsewhere');
  });

  it('ends when the answer is too large', async () => {
    expect(await local().send({ url: here('/large') })).toMatchObject({ reason: 'too_large' });
  });

  it.each(['/silent', '/endless'])('ends in time at %s', async (path) => {
    expect(await local(100).send({ url: here(path) })).toMatchObject({ reason: 'timeout' });
  });

  it('fails as an answer when nobody listens', async () => {
    const client = createHttpClient({ developmentHosts: ['localhost:9'] });
    expect(await client.send({ url: 'http://localhost:9/' })).toMatchObject({
      outcome: 'failed',
      reason: 'unreachable',
    });
  });

  it('refuses a header that would split the request', async () => {
    const answer = await local().send({ url: here('/'), headers: { 'x-a': 'b\r\nx-c: d' } });
    expect(answer).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
  });
});

describe('public addresses', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946'])('include %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each(['example.com', '', '8.8.8', '2606:2800::1%eth0', '64:ff9b::808:808', '3fff::1'])(
    'leave out %j',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );
});
