import { describe, expect, it } from 'vitest';
import { jpegHeader, png, webpHeader } from '../../../../test/pictures.ts';
import { readPicture } from './read-picture.ts';

describe('what a picture is', () => {
  it('is read from what it holds', () => {
    expect(readPicture(png(3, 2))).toEqual({ contentType: 'image/png', width: 3, height: 2 });
    expect(readPicture(jpegHeader(640, 480))).toEqual({ contentType: 'image/jpeg', width: 640, height: 480 });
    expect(readPicture(webpHeader(16, 900))).toEqual({ contentType: 'image/webp', width: 16, height: 900 });
  });

  it('is told from an extended WebP and from a lossy one', () => {
    const riff = (kind: string, data: Buffer) => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(4 + 8 + data.length);
      const inner = Buffer.alloc(4);
      inner.writeUInt32LE(data.length);
      return Buffer.concat([Buffer.from('RIFF'), size, Buffer.from(`WEBP${kind}`), inner, data]);
    };
    const extended = Buffer.from('0000000063000031000000000000', 'hex');
    expect(readPicture(riff('VP8X', extended.subarray(0, 10)))).toMatchObject({ width: 100, height: 50 });
    const lossy = Buffer.from('3001009d012a05000700', 'hex');
    expect(readPicture(riff('VP8 ', lossy))).toMatchObject({ contentType: 'image/webp', width: 5, height: 7 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['markup', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(100))],
    ['a GIF', Buffer.from('GIF89a'.padEnd(60, '\0'), 'latin1')],
    ['a PNG that has no end', png(3, 2).subarray(0, -4)],
    ['a PNG with markup behind its end', Buffer.concat([png(3, 2), Buffer.from('<script>alert(1)</script>')])],
    ['a PNG of no size', png(1, 1, { claims: [0, 4] })],
    ['a JPEG without a frame', Buffer.from(`ffd8ffda${'00'.repeat(30)}ffd9`, 'hex')],
    ['a JPEG whose parts have no length', Buffer.from(`ffd8ffe00000${'00'.repeat(30)}ffd9`, 'hex')],
    ['a WebP that says another length', webpHeader(4, 4).subarray(0, -1)],
  ])('is none: %s', (_name, content) => {
    expect(readPicture(content)).toBeNull();
  });

  it('ends for every beginning of bytes, whatever they are', () => {
    const whole = Buffer.concat([jpegHeader(9, 9), png(2, 2), webpHeader(3, 3)]);
    for (let length = 0; length < whole.length; length += 1) {
      const cut = whole.subarray(0, length);
      expect(() => readPicture(cut)).not.toThrow();
      for (const at of [3, 4, 12, 20])
        expect(() =>
          readPicture(Buffer.from(cut.map((byte, index) => (index === at ? 255 - byte : byte)))),
        ).not.toThrow();
    }
  });
});
