/** Argon2 in its standard text (PHC): i, d and id, version 1.0 or 1.3. */
import { verifySync } from '@node-rs/argon2';
import { areUsual, base64, type ForeignFormat } from './format.ts';

const form =
  /^\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const most = { memoryKibibytes: 65_536, passes: 16, lanes: 16 } as const; // 64 MiB held, 1 GiB written in all

export const argon2: ForeignFormat = {
  recognises: (text) => text.startsWith('$argon2'),
  read(text) {
    const [, memory, passes, lanes, salt = '', digest = ''] = form.exec(text) ?? [];
    if (memory === undefined || !areUsual(base64(salt), base64(digest))) return 'hash.malformed';
    const [m, t, p] = [Number(memory), Number(passes), Number(lanes)];
    if (m > most.memoryKibibytes || t > most.passes || p > most.lanes) return 'hash.too_costly';
    if (t < 1 || p < 1 || m < 8 * p) return 'hash.malformed';
    return { verify: (password) => verifySync(text, password) };
  },
};
