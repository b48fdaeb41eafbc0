import { describe, expect, it } from 'vitest';
import { createBrowserKey } from '../../../../test/browser-key.ts';
import { freshSeconds, judge, longestProof, readClaim } from './proof.ts';

const origin = 'https://id.example.com';
const flowId = 'flw_00000000000000000000000000';
const key = createBrowserKey(origin);
const place = { origin, flowId, now: new Date() };
const known = readClaim(key.proof(flowId))?.point ?? null;
const verdict = (text: string | null, of: Buffer | null = known) => judge(readClaim(text), of, place);

describe('what a browser signs', () => {
  it('counts for its key, its journey, its page and some minutes', () => {
    expect(verdict(key.proof(flowId))).toBe('matched');
    expect(verdict(key.proof(flowId), null)).toBe('unbound');
    expect(verdict(createBrowserKey(origin).proof(flowId))).toBe('mismatched');
    expect(verdict(key.proof('flw_11111111111111111111111111'))).toBe('absent');
    for (const ageSeconds of [freshSeconds + 5, -freshSeconds - 5])
      expect(verdict(key.proof(flowId, { ageSeconds }))).toBe('absent');
    expect(verdict(key.proof(flowId, { ageSeconds: freshSeconds - 5 }))).toBe('matched');
  });

  it('gives a page away that is not ours, whoever signs', () => {
    for (const relay of ['https://id.example.com.evil', 'http://id.example.com', 'https://id.example.com:444'])
      expect(verdict(key.proof(flowId, { origin: relay }))).toBe('foreign_origin');
  });

  it('is nothing where it is not of the form, however it is broken', () => {
    const good = key.proof(flowId);
    const broken = [null, '', 'x', good.slice(1), `${good} `, good.replace('https', ''), good.repeat(5), `${good}/<b>`];
    for (const text of [...broken, 'A'.repeat(longestProof * 20)]) expect(verdict(text)).toBe('absent');
    // A point that lies on no curve, and a signature of noughts.
    const [, seconds, signature, ...rest] = good.split('.');
    expect(verdict(['A'.repeat(87), seconds, signature, ...rest].join('.'), null)).toBe('absent');
    expect(verdict(good.replace(signature ?? '', 'A'.repeat(86)))).toBe('absent');
  });
});
