/**
 * Connections that never become a request: slow, lying, endless and silent ones are cut off in time, and the server
 * goes on serving everybody else. Case 229.
 */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';

const post = (more: string) =>
  `POST /sign-in HTTP/1.1\r\nHost: localhost:4000\r\nOrigin: http://localhost:4000\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}\r\n`;

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  const { server } = house.house.app;
  expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 15_000]);
  // The same checks with shorter limits, so that a test need not wait for the real ones.
  server.headersTimeout = 800;
  server.requestTimeout = 1_500;
});
afterAll(() => house.stop());

type Ending = { answer: string; milliseconds: number };

/** Opens a connection, lets `act` misbehave on it, and waits until the server has ended it. */
function abuse(act: (socket: Socket) => void): Promise<Ending> {
  const begun = performance.now();
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(house.port, '127.0.0.1', () => act(socket));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ answer, milliseconds: performance.now() - begun }));
  });
}

/** Sends a piece now and then for as long as the connection is open. */
function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 100);
  socket.on('close', () => clearInterval(timer));
}

const openConnections = () =>
  new Promise<number>((resolve) => house.house.app.server.getConnections((_error, count) => resolve(count)));

describe('a connection is cut off in time', () => {
  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['that says nothing', () => undefined, /^(HTTP\/1\.1 408 .*)?$/s],
    [
      'that stops in the middle of its headers',
      (socket) => socket.write('GET /sign-in HTTP/1.1\r\nHost: local'),
      /^HTTP\/1\.1 408 /,
    ],
    [
      'that drips headers without end',
      (socket) => {
        socket.write('GET /sign-in HTTP/1.1\r\nHost: localhost:4000\r\n');
        drip(socket, 'X-More: 1\r\n');
      },
      /^HTTP\/1\.1 408 /,
    ],
    [
      'that drips a body',
      (socket) => {
        socket.write(post('Content-Length: 60000\r\n'));
        drip(socket, 'a');
      },
      /^HTTP\/1\.1 408 /,
    ],
    [
      'that drips chunks',
      (socket) => {
        socket.write(post('Transfer-Encoding: chunked\r\n'));
        drip(socket, '1\r\na\r\n');
      },
      /^HTTP\/1\.1 408 /,
    ],
    [
      'that promises more than it sends',
      (socket) => socket.write(`${post('Content-Length: 50\r\n')}flow=x`),
      /^HTTP\/1\.1 408 /,
    ],
  ])('%s (case 229)', async (_name, act, expected) => {
    const { answer, milliseconds } = await abuse(act);
    expect(answer).toMatch(expected);
    expect(milliseconds).toBeLessThan(30_000);
  });
});

describe('a request that lies is refused at once', () => {
  it.each<[string, string, RegExp]>([
    ['about its length', post('Content-Length: 99999999999\r\nConnection: close\r\n'), /^HTTP\/1\.1 413 /],
    ['with a length that is none', post('Content-Length: -1\r\n'), /^HTTP\/1\.1 400 /],
    ['with two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n'), /^HTTP\/1\.1 400 /],
    ['with a length and chunks', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'), /^HTTP\/1\.1 400 /],
    ['with an unknown encoding', post('Transfer-Encoding: gzip\r\n'), /^HTTP\/1\.1 (400|501) /],
    [
      'with a header of bare line feeds',
      'GET / HTTP/1.1\nHost: localhost:4000\nConnection: close\n\n',
      /^HTTP\/1\.1 (400|303) /,
    ],
    ['with a space before the colon', 'GET / HTTP/1.1\r\nHost : localhost:4000\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'with a folded header',
      'GET / HTTP/1.1\r\nHost: localhost:4000\r\n Connection: close\r\n\r\n',
      /^HTTP\/1\.1 (400|421) /,
    ],
    [
      'that is no HTTP',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    ['that is HTTP/2 in clear', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 (400|505) /],
    [
      'with 4,000 headers',
      `GET / HTTP/1.1\r\nHost: localhost:4000\r\n${'a: b\r\n'.repeat(4_000)}\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'with one endless header',
      `GET / HTTP/1.1\r\nHost: localhost:4000\r\nX: ${'x'.repeat(100_000)}`,
      /^HTTP\/1\.1 431 /,
    ],
    ['with one endless address', `GET /${'x'.repeat(100_000)}`, /^HTTP\/1\.1 431 /],
    [
      'with chunks beyond the limit',
      `${post('Transfer-Encoding: chunked\r\nConnection: close\r\n')}${`2000\r\n${'x'.repeat(0x2000)}\r\n`.repeat(20)}0\r\n\r\n`,
      /^HTTP\/1\.1 413 /,
    ],
  ])('%s (case 229)', async (_name, bytes, expected) => {
    // What is only ended after a while says 408.
    const { answer } = await abuse((socket) => socket.write(bytes, 'latin1'));
    expect(answer).toMatch(expected);
    expect(answer).not.toMatch(/HPE_|FST_|node|fastify/i);
  });

  it('with the same headers and form as any other refusal (case 229)', async () => {
    const { answer } = await abuse((socket) => socket.write('GET / HTTP/1.1\r\nHost : x\r\n\r\n'));
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toContain("frame-ancestors 'none'");
    expect(head).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({
      code: 'request.invalid',
      status: 400,
      reference: expect.stringMatching(/^req_/),
    });
  });
});

it('three hundred silent and half-open connections keep nobody waiting, and are gone soon (case 229)', async () => {
  let ended = 0;
  const silent = Array.from({ length: 300 }, (_, index) =>
    abuse((socket) => {
      if (index % 3 === 1) socket.write('GET /sign-in HTTP/1.1\r\nHost: localhost');
      if (index % 3 === 2) socket.write(post('Content-Length: 1000\r\n'));
    }).finally(() => {
      ended += 1;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await house.visitor().get('/sign-in')).status).toBe(200);
  expect((await house.visitor().request('/health/live')).status).toBe(200);
  expect(ended, 'whoever came had not to wait until they were gone').toBeLessThan(300);
  const endings = await Promise.all(silent);
  expect(Math.max(...endings.map(({ milliseconds }) => milliseconds))).toBeLessThan(30_000);
  expect(await openConnections()).toBeLessThan(20);
});

it('a client that goes away in the middle leaves nothing behind (case 229)', async () => {
  for (let index = 0; index < 50; index += 1) {
    await abuse((socket) => socket.write(post('Content-Length: 1000\r\n'), () => socket.destroy()));
  }
  expect((await house.visitor().get('/sign-in')).status).toBe(200);
  expect(await openConnections()).toBeLessThan(20);
});
