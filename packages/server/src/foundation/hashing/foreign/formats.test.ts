/** Vectors are those that the formats' own documentation publishes; round trips are made by an independent library. */
import { createHash, createHmac } from 'node:crypto';
import {
  argon2d,
  argon2i,
  argon2id,
  bcrypt,
  createSHA1,
  createSHA256,
  createSHA512,
  md5,
  pbkdf2,
  scrypt,
} from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { readForeignHash } from './formats.ts';

const password = 'Füße im Sand 🏝';
const salt = Buffer.from('0123456789abcdef');
const bare = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');

function check(text: string, tried: string): boolean | string {
  const hash = readForeignHash(text);
  return typeof hash === 'string' ? hash : hash.verify(Buffer.from(tried, 'utf8'));
}

describe('a published vector verifies, and another password does not', () => {
  it.each([
    // phc-winner-argon2, test.c
    ['Argon2i', 'password', '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA'],
    ['Argon2id', 'password', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
    // crypt_blowfish, wrapper.c
    ['bcrypt $2a$', 'U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    // firebase/scrypt, README
    [
      'Firebase scrypt',
      'user1password',
      '$firebase-scrypt$ln=14,r=8,k=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,s=Bw==$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
    ],
    // phpass, test.php
    ['phpass', 'test12345', '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0'],
  ])('%s', (_name, right, text) => {
    expect(check(text, right)).toBe(true);
    expect(check(text, `${right}!`)).toBe(false);
  });

  // RFC 7914 §12 and RFC 6070 §2, written in the modular form
  it('scrypt and PBKDF2', () => {
    const digest = Buffer.from(
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
      'hex',
    );
    expect(check(`$scrypt$ln=10,r=8,p=16$${bare(Buffer.from('NaCl'))}$${bare(digest)}`, 'password')).toBe(true);
    const sha1 = Buffer.from('4b007901b765489abead49d926f721d065a429c1', 'hex');
    expect(check(`$pbkdf2$4096$${bare(Buffer.from('salt'))}$${bare(sha1)}`, 'password')).toBe(true);
  });
});

describe('a hash of an independent library verifies', () => {
  it.each([
    ['argon2i', argon2i],
    ['argon2d', argon2d],
    ['argon2id', argon2id],
  ])('%s', async (_name, hash) => {
    const cost = { iterations: 2, parallelism: 2, memorySize: 512, hashLength: 32 };
    const text = await hash({ password, salt, ...cost, outputType: 'encoded' });
    expect(check(text, password)).toBe(true);
    expect(check(text, 'other')).toBe(false);
  });

  it('bcrypt, in each of its names', async () => {
    const text = await bcrypt({ password, salt, costFactor: 4, outputType: 'encoded' });
    for (const name of ['$2a$', '$2b$', '$2y$']) expect(check(name + text.slice(4), password)).toBe(true);
    expect(check(text, 'other')).toBe(false);
    expect(check(`bcrypt$${text}`, password)).toBe(true);
  });

  it('bcrypt of a password that is longer than bcrypt reads', async () => {
    const long = 'a'.repeat(72);
    const text = await bcrypt({ password: long, salt, costFactor: 4, outputType: 'encoded' });
    expect(check(text, `${long}and so on`)).toBe(true);
  });

  it('WordPress 6.8, which trims, hashes and only then asks bcrypt', async () => {
    const inner = createHmac('sha384', 'wp-sha384').update(password).digest('base64');
    const text = await bcrypt({ password: inner, salt, costFactor: 4, outputType: 'encoded' });
    expect(check(`$wp$2y$${text.slice(4)}`, ` ${password}\n`)).toBe(true);
    expect(check(`$wp$2y$${text.slice(4)}`, inner)).toBe(false);
  });

  it("Django's bcrypt of a SHA-256", async () => {
    const inner = createHash('sha256').update(password).digest('hex');
    const text = await bcrypt({ password: inner, salt, costFactor: 4, outputType: 'encoded' });
    expect(check(`bcrypt_sha256$${text}`, password)).toBe(true);
  });

  it('scrypt', async () => {
    const cost = { costFactor: 1024, blockSize: 8, parallelism: 2, hashLength: 32 };
    const digest = await scrypt({ password, salt, ...cost, outputType: 'binary' });
    expect(check(`$scrypt$ln=10,r=8,p=2$${bare(salt)}$${bare(digest)}`, password)).toBe(true);
  });

  it.each([
    ['sha1', createSHA1, 20, 0],
    ['sha256', createSHA256, 32, 1],
    ['sha512', createSHA512, 64, 2],
  ] as const)('PBKDF2 with %s, in every writing', async (name, hashFunction, hashLength, number) => {
    const make = (of: Uint8Array) =>
      pbkdf2({ password, salt: of, iterations: 1200, hashLength, hashFunction: hashFunction(), outputType: 'binary' });
    const digest = await make(salt);
    const passlib = (bytes: Uint8Array) => bare(bytes).replaceAll('+', '.');
    const header = Buffer.alloc(13);
    header[0] = 1;
    for (const [at, value] of [number, 1200, salt.length].entries()) header.writeUInt32BE(value, 1 + 4 * at);
    const texts = [
      `pbkdf2_${name}$1200$${salt}$${Buffer.from(digest).toString('base64')}`,
      `$pbkdf2-${name}$1200$${passlib(salt)}$${passlib(digest)}`,
      `$pbkdf2-${name}$i=1200,l=${hashLength}$${bare(salt)}$${bare(digest)}`,
      Buffer.concat([header, salt, digest]).toString('base64'),
    ];
    for (const text of texts) {
      expect(check(text, password)).toBe(true);
      expect(check(text, 'other')).toBe(false);
    }
  });

  it('ASP.NET Identity version 2', async () => {
    const sha1 = createSHA1();
    const key = await pbkdf2({
      password,
      salt,
      iterations: 1000,
      hashLength: 32,
      hashFunction: sha1,
      outputType: 'binary',
    });
    expect(check(Buffer.concat([Buffer.from([0]), salt, key]).toString('base64'), password)).toBe(true);
  });

  it.each([
    ['SSHA', createSHA1],
    ['SSHA256', createSHA256],
    ['SSHA512', createSHA512],
  ] as const)('{%s}', async (name, make) => {
    const hasher = (await make()).init();
    const digest = hasher.update(password).update(salt).digest('binary');
    const text = `{${name}}${Buffer.concat([digest, salt]).toString('base64')}`;
    expect(check(text, password)).toBe(true);
    expect(check(text, 'other')).toBe(false);
  });

  it('phpass', async () => {
    let digest = Buffer.from(await md5(Buffer.concat([Buffer.from('saltsalt'), Buffer.from(password)])), 'hex');
    for (let round = 0; round < 128; round += 1)
      digest = Buffer.from(await md5(Buffer.concat([digest, Buffer.from(password)])), 'hex');
    const itoa = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    // Little-endian groups of six bits, as one large number.
    let number = BigInt(`0x${Buffer.from(digest).reverse().toString('hex')}`);
    let text = '';
    for (let letter = 0; letter < 22; letter += 1) {
      text += itoa[Number(number & 63n)];
      number >>= 6n;
    }
    expect(check(`$H$5saltsalt${text}`, password)).toBe(true);
    expect(check(`$H$5saltsalt${text}`, 'other')).toBe(false);
  });
});

describe('a hash is refused before anything is computed', () => {
  const digest = 'A'.repeat(43);
  it.each([
    ['hash.too_costly', `$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', `$argon2id$v=19$m=65537,t=1,p=1$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', `$argon2id$v=19$m=65536,t=17,p=1$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', `$argon2id$v=19$m=4294967295,t=4294967295,p=255$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', '$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['hash.too_costly', `$scrypt$ln=30,r=8,p=1$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', `$scrypt$ln=999,r=8,p=1$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', `$scrypt$ln=15,r=8,p=100000$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', `$firebase-scrypt$ln=40,r=8,k=${digest},s=Bw==$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', `pbkdf2_sha256$900000000$salt$${digest}`],
    ['hash.too_costly', `$pbkdf2-sha256$i=9999999999$c29tZXNhbHQ$${digest}`],
    ['hash.too_costly', '$P$SIQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0'],
    ['hash.malformed', '$2b$10$short'],
    ['hash.malformed', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$QUJD'],
    ['hash.malformed', `$argon2id$v=19$m=1,t=0,p=1$c29tZXNhbHQ$${digest}`],
    ['hash.malformed', `$scrypt$ln=0,r=8,p=1$c29tZXNhbHQ$${digest}`],
    ['hash.malformed', '{SSHA}QUJD'],
    ['hash.malformed', `$pbkdf2-sha256$i=1000$c29t ZXNhbHQ$${digest}`],
    ['hash.malformed', 'x'.repeat(2000)],
    ['hash.unknown', 'plain-text-password'],
    ['hash.unknown', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['hash.unknown', '{MD5}X03MO1qnZdYdgyfeuILPmQ=='],
    ['hash.unknown', ''.padEnd(10, '!')],
  ])('%s: %s', (reason, text) => {
    expect(readForeignHash(text)).toBe(reason);
  });
});
