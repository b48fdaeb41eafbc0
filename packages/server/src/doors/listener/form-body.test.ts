import { describe, expect, it } from 'vitest';
import { parseFormBody } from './form-body.ts';

const parse = (text: string) => parseFormBody(Buffer.from(text));

describe('a form body', () => {
  it('yields its fields', () => {
    expect({ ...parse('a=1&b=two+words&c=%C3%A4&d&e=') }).toEqual({ a: '1', b: 'two words', c: 'ä', d: '', e: '' });
  });

  it('has no prototype to pollute (case 225)', () => {
    const fields = parse('__proto__=x&constructor=y');
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it.each([
    ['a field given twice', Buffer.from('a=1&a=2')],
    ['a broken percent sign', Buffer.from('a=%zz')],
    ['an overlong encoding', Buffer.from('a=%c0%80')],
    ['raw bytes that are no UTF-8', Buffer.from([0x61, 0x3d, 0xff, 0xfe])],
    ['a lone surrogate', Buffer.from('a=%ed%a0%80')],
    ['too many fields', Buffer.from(Array.from({ length: 260 }, (_, index) => `f${index}=1`).join('&'))],
  ])('is refused for %s', (_name, body) => {
    expect(() => parseFormBody(body)).toThrowError(expect.objectContaining({ code: 'request.invalid' }));
  });
});
