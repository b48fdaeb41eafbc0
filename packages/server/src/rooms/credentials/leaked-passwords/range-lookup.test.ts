import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leakHash } from '../../../foundation/hashing/index.ts';
import { createHttpClient } from '../../../foundation/http-client/index.ts';
import { createRangeLookup } from './range-lookup.ts';

/** A range service as its documentation has it: suffixes of the prefix, with counts, padded with counts of zero. */
const leaked = new Set(['correct horse', 'tr0ub4dor&3']);
const asked: { readonly path: string; readonly padding: string | undefined }[] = [];
let answers: 'well' | 'badly' | 'never' = 'well';
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', padding: request.headers['add-padding'] as string | undefined });
    if (answers === 'never') return;
    const prefix = /^\/range\/([0-9A-F]{5})$/.exec(request.url ?? '')?.[1];
    if (prefix === undefined || answers === 'badly')
      return void response.writeHead(answers === 'badly' ? 503 : 400).end();
    const known = [...leaked].map((text) => leakHash(text).toString('hex').toUpperCase());
    const suffixes = known.filter((digits) => digits.startsWith(prefix)).map((digits) => `${digits.slice(5)}:42`);
    const padding = `${leakHash('padded').toString('hex').toUpperCase().slice(5)}:0`;
    response.end([padding, ...suffixes, `${'F'.repeat(35)}:7`].join('\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  answers = 'well';
});

function lookup(timeoutMilliseconds = 10_000) {
  const counted: string[] = [];
  let now = 0;
  const http = createHttpClient({ timeoutMilliseconds, developmentHosts: [new URL(url).host] });
  const clock = { now: () => new Date(), monotonicMilliseconds: () => now };
  const metrics = { rangeLookedUp: (outcome: string) => void counted.push(outcome) };
  const ranges = createRangeLookup({ url, http, clock, metrics });
  const wait = (milliseconds: number) => {
    now += milliseconds;
  };
  return { counted, wait, has: (text: string) => ranges.has(leakHash(text)) };
}

describe('a range service', () => {
  it('is told five digits of a hash and nothing more', async () => {
    const { has, counted } = lookup();
    expect(await has('correct horse')).toBe(true);
    expect(await has('the quiet river')).toBe(false);
    const digits = leakHash('correct horse').toString('hex').toUpperCase();
    expect(asked[0]).toEqual({ path: `/range/${digits.slice(0, 5)}`, padding: 'true' });
    expect(counted).toEqual(['answered', 'answered']);
  });

  it('says nothing by its padding', async () => {
    expect(await lookup().has('padded')).toBe(false);
  });

  it('is asked once for what has been asked lately', async () => {
    const { has } = lookup();
    await Promise.all([has('correct horse'), has('correct horse')]);
    expect(await has('correct horse')).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it.each(['badly', 'never'] as const)('that answers %s finds nothing and is left alone for a while', async (how) => {
    answers = how;
    const { has, counted, wait } = lookup(how === 'never' ? 100 : 10_000);
    for (const text of ['correct horse', 'one', 'two', 'three', 'four']) expect(await has(text)).toBe(false);
    expect(counted).toEqual(['failed', 'failed', 'failed', 'resting', 'resting']);
    // Tried again after its rest, by one look-up.
    wait(61_000);
    expect(await has('five')).toBe(false);
    expect(await has('six')).toBe(false);
    expect(counted.slice(5)).toEqual(['failed', 'resting']);
  });

  it('that has come back is asked as before', async () => {
    answers = 'badly';
    const { has, counted, wait } = lookup();
    for (const text of ['one', 'two', 'three']) await has(text);
    answers = 'well';
    wait(61_000);
    expect(await has('correct horse')).toBe(true);
    expect(await has('one')).toBe(false);
    expect(counted.slice(3)).toEqual(['answered', 'answered']);
  });
});
