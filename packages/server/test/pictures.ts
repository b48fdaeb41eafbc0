/** Real pictures for tests, made here: of any size that a header can claim, and with whatever somebody hides in them. */
import { crc32, deflateSync } from 'node:zlib';

/** A PNG of one grey; `claims` says another size in its header than it holds, `comment` is carried along. */
export function png(width: number, height: number, { claims = [width, height], comment = '' } = {}): Buffer {
  const [wide = 0, high = 0] = claims;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(wide, 0);
  header.writeUInt32BE(high, 4);
  header.set([8, 0, 0, 0, 0], 8); // eight bits of grey
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0x60)]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...(comment === '' ? [] : [chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1'))]),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The shortest JPEG whose header says a size; no decoder would draw it. */
export function jpegHeader(width: number, height: number): Buffer {
  const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    frame,
    Buffer.from('ffd9', 'hex'),
  ]);
}

/** The same for a lossless WebP. */
export function webpHeader(width: number, height: number): Buffer {
  const data = Buffer.alloc(10);
  data[0] = 0x2f;
  data.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(4 + 8 + data.length);
  const inner = Buffer.alloc(4);
  inner.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from('RIFF'), size, Buffer.from('WEBPVP8L'), inner, data]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
