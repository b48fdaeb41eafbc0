/**
 * What a picture is, by what it holds and never by what it is called: PNG, JPEG or WebP, and how large. SVG is none of
 * them: it is a document that can hold script (docs/adr/0014). Only headers are read, nothing is ever unpacked here.
 */
export type Picture = {
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
};

/** The picture, or null when it is none of these or its header is broken. */
export function readPicture(content: Buffer): Picture | null {
  const picture = readPng(content) ?? readJpeg(content) ?? readWebp(content);
  return picture !== null && picture.width > 0 && picture.height > 0 ? picture : null;
}

// PNG, section 5.2 and 11.2.1: the signature, then always the chunk IHDR of 13 bytes; the end is the empty IEND.
function readPng(content: Buffer): Picture | null {
  const isPng =
    content.length >= 57 &&
    content.subarray(0, 16).equals(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')) &&
    content.subarray(-12, -4).equals(Buffer.from('0000000049454e44', 'hex'));
  if (!isPng) return null;
  return { contentType: 'image/png', width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

// ITU T.81, annex B: markers with lengths up to the frame header, which holds the size; then nothing matters to us.
function readJpeg(content: Buffer): Picture | null {
  if (content.length < 20 || content.readUInt16BE(0) !== 0xffd8 || content.readUInt16BE(content.length - 2) !== 0xffd9)
    return null;
  for (let at = 2; at + 9 <= content.length; ) {
    const marker = content.readUInt16BE(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame)
      return { contentType: 'image/jpeg', width: content.readUInt16BE(at + 7), height: content.readUInt16BE(at + 5) };
    const length = content.readUInt16BE(at + 2);
    if (marker < 0xffc0 || marker === 0xffda || length < 2) return null;
    at += 2 + length;
  }
  return null;
}

// WebP container: RIFF, size, WEBP, then a chunk of one of three kinds that says the size in its own way.
function readWebp(content: Buffer): Picture | null {
  const isWebp =
    content.length >= 30 &&
    content.toString('latin1', 0, 4) === 'RIFF' &&
    content.toString('latin1', 8, 12) === 'WEBP' &&
    content.readUInt32LE(4) + 8 === content.length;
  if (!isWebp) return null;
  const contentType = 'image/webp';
  switch (content.toString('latin1', 12, 16)) {
    case 'VP8 ':
      if (content.readUIntBE(23, 3) !== 0x9d012a) return null;
      return { contentType, width: content.readUInt16LE(26) & 0x3fff, height: content.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      if (content[20] !== 0x2f) return null;
      const bits = content.readUInt32LE(21);
      return { contentType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { contentType, width: content.readUIntLE(24, 3) + 1, height: content.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}
