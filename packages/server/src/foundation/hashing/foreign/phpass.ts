/** phpass's portable hashes (`$P$` of WordPress before 6.8, `$H$` of phpBB): MD5, over and over. */
import { hash } from 'node:crypto';
import { type ForeignFormat, isSame } from './format.ts';

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = /^\$[PH]\$([./0-9A-Za-z])([./0-9A-Za-z]{8})([./0-9A-Za-z]{22})$/;
const highestCost = 18; // 2¹⁸ rounds: well under a second

export const phpass: ForeignFormat = {
  recognises: (text) => /^\$[PH]\$/.test(text),
  read(text) {
    const [, counted = '', salt = '', expected = ''] = form.exec(text) ?? [];
    const cost = counted === '' ? -1 : alphabet.indexOf(counted);
    if (cost < 7 || cost > 30) return 'hash.malformed';
    if (cost > highestCost) return 'hash.too_costly';
    return {
      verify(password) {
        let digest = hash('md5', Buffer.concat([Buffer.from(salt, 'latin1'), password]), 'buffer');
        const round = Buffer.concat([digest, password]);
        for (let left = 2 ** cost; left > 0; left -= 1) {
          digest.copy(round);
          digest = hash('md5', round, 'buffer');
        }
        return isSame(Buffer.from(encode(digest), 'latin1'), Buffer.from(expected, 'latin1'));
      },
    };
  },
};

/** Six bits a letter, the lowest first. */
function encode(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    let value = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    for (let letter = 0; letter <= Math.min(3, bytes.length - at); letter += 1) {
      text += alphabet[value & 63];
      value >>= 6;
    }
  }
  return text;
}
