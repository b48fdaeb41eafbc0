import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isLoopbackHost, isSettingsRefusal, readSettings } from './index.ts';

type Environment = Record<string, string | undefined>;

const directory = mkdtempSync(join(tmpdir(), 'cardea-settings-'));
afterAll(() => rmSync(directory, { recursive: true }));

const goodKey = randomBytes(32).toString('base64');
const live: Environment = {
  PUBLIC_URL: 'https://id.example.com',
  HOST: '0.0.0.0',
  SMTP_URL: 'smtps://mailer:kq8Zt1xv@mail.example.com',
  MAIL_FROM: 'Example <no-reply@example.com>',
};

function refusalOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (isSettingsRefusal(error)) return error.sentences;
    throw error;
  }
}

describe('a percent sign that stands for nothing', () => {
  it.each([
    ['SMTP_URL', 'smtps://mailer:100%@mail.example.com'],
    ['DATABASE_URL', 'postgres://own%er:kq8Zt1xv@db.example.com/cardea'],
  ])('in %s is refused at once, and the password is not repeated', (name, url) => {
    const [sentence, ...others] = refusalOf({ ...live, [name]: url });
    expect(others).toEqual([]);
    expect(sentence).toMatch(new RegExp(`^${name} .*%25`));
    expect(sentence).not.toMatch(/100%|kq8Zt1xv/);
    expect(refusalOf({ ...live, [name]: url.replace('%', '%25') })).toEqual([]);
  });
});

describe('without any setting', () => {
  it('the server runs on this machine for development', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', development: true, logLevel: 'info' });
    expect(settings.publicUrl.origin).toBe('http://localhost:3000');
    expect(isAbsolute(settings.dataDirectory)).toBe(true);
    expect(Object.keys(settings)).not.toContain('smtpUrl');
  });

  it('PUBLIC_URL follows PORT, and empty values count as absent', () => {
    expect(readSettings({ PORT: '4100', SMTP_URL: '', HOST: ' ' }).publicUrl.href).toBe('http://localhost:4100/');
  });
});

describe('development', () => {
  it.each<[Environment, boolean]>([
    [{}, true],
    [{ NODE_ENV: 'production' }, true],
    [{ HOST: '::1', PUBLIC_URL: 'http://shop.localhost:3000' }, true],
    [{ HOST: '127.8.9.1', PUBLIC_URL: 'http://[::1]:3000' }, true],
    [live, false],
    [{ ...live, NODE_ENV: 'development' }, false],
    [{ ...live, HOST: '127.0.0.1', PUBLIC_URL: 'http://localhost:3000' }, false],
  ])('%j → %s, whatever NODE_ENV says', (environment, development) => {
    expect(readSettings(environment).development).toBe(development);
  });

  it.each(['localhost.example.com', '127.0.0.1.example.com', '0.0.0.0', '::', '::ffff:127.0.0.1', '128.0.0.1', ''])(
    'does not take %j for loopback',
    (host) => expect(isLoopbackHost(host)).toBe(false),
  );
});

describe('unsafe combinations are refused', () => {
  it.each<[string, Environment, RegExp]>([
    ['a public address without mail', { PUBLIC_URL: 'https://id.example.com' }, /SMTP_URL is missing/],
    ['an open listener without mail', { HOST: '0.0.0.0' }, /HOST lets other machines in/],
    ['plain http in public', { ...live, PUBLIC_URL: 'http://id.example.com' }, /must begin with https/],
    ['mail without a sender', { ...live, MAIL_FROM: undefined }, /MAIL_FROM is missing/],
    ['development hosts in public', { ...live, DEV_HOSTS: 'laptop.local' }, /DEV_HOSTS works in development only/],
    ['figures on the public port', { METRICS_PORT: '3000' }, /METRICS_PORT must differ/],
    ['an owner without a database', { DATABASE_OWNER_URL: 'postgres://o@h/d' }, /needs DATABASE_URL/],
    ['a direct address without a database', { DATABASE_DIRECT_URL: 'postgres://o@h/d' }, /needs DATABASE_URL/],
    ['a sample password', { ...live, DATABASE_URL: 'postgres://cardea:change%2Dme@db/cardea' }, /stands in examples/],
    ['a sample mail password', { ...live, SMTP_URL: 'smtp://me:password123@mail' }, /stands in examples/],
  ])('%s', (_, environment, sentence) => {
    expect(refusalOf(environment)).toEqual([expect.stringMatching(sentence)]);
  });

  it('while a local database may keep its simple password', () => {
    expect(refusalOf({ DATABASE_URL: 'postgres://postgres:postgres@127.0.0.1:5432/cardea' })).toEqual([]);
  });
});

describe('values out of form are refused', () => {
  it.each<[string, string]>([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['PORT', '-1'],
    ['HOST', 'http://localhost'],
    ['PUBLIC_URL', 'localhost:3000'],
    ['PUBLIC_URL', 'ftp://localhost'],
    ['PUBLIC_URL', 'http://localhost/path'],
    ['PUBLIC_URL', 'http://localhost/?'],
    ['PUBLIC_URL', 'http://localhost/#'],
    ['PUBLIC_URL', 'http://user@localhost'],
    ['PUBLIC_URL', 'http://@localhost'],
    ['DATABASE_URL', 'mysql://localhost/cardea'],
    ['DATABASE_POOL_MAX', '0'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '0.0.0.0/1, 128.0.0.0/1'],
    ['TRUSTED_PROXIES', '::/0'],
    ['TRUSTED_PROXIES', 'fe80::1%eth0'],
    ['TRUSTED_PROXIES', 'proxy.example.com'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['METRICS_PORT', 'nine'],
    ['DEV_HOSTS', 'http://laptop.local'],
    ['LOG_LEVEL', 'loud'],
    ['MASTER_KEY', 'short'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'a@b.c, d@e.f'],
  ])('%s=%s', (name, value) => {
    const sentences = refusalOf({ [name]: value });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(name);
  });

  it('a mail server of another kind', () => {
    expect(refusalOf({ ...live, SMTP_URL: 'https://mail.example.com' })).toEqual([expect.stringMatching(/^SMTP_URL/)]);
  });

  it('and all of them at once', () => {
    const sentences = refusalOf({ PORT: 'x', LOG_LEVEL: 'x', HOST: '0.0.0.0', PUBLIC_ULR: 'https://id.example.com' });
    expect(sentences).toHaveLength(3);
    const more = refusalOf({ LOG_LEVEL: 'x', HOST: '0.0.0.0', TRUSTED_PROXIES: '0.0.0.0/0' });
    expect(more.map((sentence) => sentence.split(' ')[0])).toEqual(['TRUSTED_PROXIES', 'LOG_LEVEL', 'HOST']);
  });
});

describe('lists', () => {
  it('of proxies become ranges', () => {
    expect(readSettings({ TRUSTED_PROXIES: '10.0.0.0/8,192.0.2.7  fd00::/8, 2001:db8::1' }).trustedProxies).toEqual([
      '10.0.0.0/8',
      '192.0.2.7/32',
      'fd00::/8',
      '2001:db8::1/128',
    ]);
  });
});

describe('MASTER_KEY', () => {
  it('is taken when it was drawn by chance', () => {
    for (let round = 0; round < 500; round += 1) {
      const key = randomBytes(32);
      expect(readSettings({ MASTER_KEY: key.toString('base64') }).masterKey).toEqual(key);
    }
  });

  it.each<[string, Buffer]>([
    ['zeros', Buffer.alloc(32)],
    ['one byte', Buffer.alloc(32, 0xa7)],
    ['typed text', Buffer.from('changemechangemechangemechangeme')],
    ['a typed sentence', Buffer.from('The quick brown fox jumps over it').subarray(0, 32)],
    ['a sequence', Buffer.from(Array.from({ length: 32 }, (_, index) => index))],
    ['a sequence in steps', Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 7) & 255))],
    ['few bytes', Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 * index) % 5))],
    [
      'two equal halves',
      Buffer.concat([Buffer.from(goodKey, 'base64').subarray(0, 16), Buffer.from(goodKey, 'base64').subarray(0, 16)]),
    ],
    ['31 bytes', randomBytes(31)],
    ['33 bytes', randomBytes(33)],
  ])('is refused as %s, and never repeated', (_, key) => {
    const text = key.toString('base64');
    const sentences = refusalOf({ MASTER_KEY: text });
    expect(sentences).toEqual([expect.stringContaining('openssl rand -base64 32')]);
    expect(sentences[0]).not.toContain(text);
  });
});

describe('the bootstrap client', () => {
  const good = randomBytes(24).toString('base64');

  it('is taken with an id and a secret drawn by chance', () => {
    for (let round = 0; round < 200; round += 1) {
      const clientSecret = randomBytes(24).toString('base64');
      const settings = readSettings({ BOOTSTRAP_CLIENT_ID: 'bootstrap', BOOTSTRAP_CLIENT_SECRET: clientSecret });
      expect(settings.bootstrapClient).toEqual({ clientId: 'bootstrap', clientSecret });
    }
    expect(readSettings({})).not.toHaveProperty('bootstrapClient');
  });

  it.each<[string, Environment, RegExp]>([
    ['an id alone', { BOOTSTRAP_CLIENT_ID: 'bootstrap' }, /belong together/],
    ['a secret alone', { BOOTSTRAP_CLIENT_SECRET: good }, /belong together/],
    ['the id of the console', { BOOTSTRAP_CLIENT_ID: 'console', BOOTSTRAP_CLIENT_SECRET: good }, /_ID must be/],
    ['31 characters', { BOOTSTRAP_CLIENT_ID: 'boot', BOOTSTRAP_CLIENT_SECRET: good.slice(0, 31) }, /openssl rand/],
    ['a sample', { BOOTSTRAP_CLIENT_ID: 'boot', BOOTSTRAP_CLIENT_SECRET: `change-me-${good}` }, /openssl rand/],
    ['one letter', { BOOTSTRAP_CLIENT_ID: 'boot', BOOTSTRAP_CLIENT_SECRET: 'a'.repeat(40) }, /openssl rand/],
    ['a repeated word', { BOOTSTRAP_CLIENT_ID: 'boot', BOOTSTRAP_CLIENT_SECRET: 'Secret12'.repeat(5) }, /openssl rand/],
  ])('is refused with %s, and its secret never repeated', (_, environment, sentence) => {
    const sentences = refusalOf(environment);
    expect(sentences).toEqual([expect.stringMatching(sentence)]);
    expect(sentences.join()).not.toContain(good.slice(0, 20));
  });
});

describe('secrets from files', () => {
  const file = (name: string, text: string, mode = 0o600) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };

  it('are read like the setting itself', () => {
    const settings = readSettings({ MASTER_KEY_FILE: file('key', `${goodKey}\n`) });
    expect(settings.masterKey?.toString('base64')).toBe(goodKey);
    expect(settings).not.toHaveProperty('warnings');
  });

  it('that everybody can read are warned about', () => {
    expect(readSettings({ MASTER_KEY_FILE: file('open', goodKey, 0o644) }).warnings).toEqual([
      expect.stringContaining('MASTER_KEY_FILE'),
    ]);
  });

  it.each<[string, Environment, RegExp]>([
    ['missing', { MASTER_KEY_FILE: join(directory, 'none') }, /cannot be read/],
    ['a directory', { MASTER_KEY_FILE: directory }, /cannot be read/],
    ['empty', { MASTER_KEY_FILE: file('empty', '\n') }, /is empty/],
    ['given twice', { MASTER_KEY: goodKey, MASTER_KEY_FILE: file('twice', goodKey) }, /are both set/],
    ['for what is no secret', { PORT_FILE: file('port', '3000') }, /is not a secret/],
  ])('that are %s are refused', (_, environment, sentence) => {
    expect(refusalOf(environment)).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('misspelt names', () => {
  it.each([
    ['PUBLIC_ULR', 'PUBLIC_URL'],
    ['DATABASE_UR', 'DATABASE_URL'],
    ['SMPT_URL', 'SMTP_URL'],
    ['MASTERKEY', 'MASTER_KEY'],
    ['MASTER_KEY_FIEL', 'MASTER_KEY_FILE'],
    ['TRUSTED_PROXIE', 'TRUSTED_PROXIES'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['Data_Dir', 'DATA_DIR'],
  ])('%s is refused with %s', (name, nearest) => {
    expect(refusalOf({ [name]: 'x' })).toEqual([`${name} is not a setting. Did you mean ${nearest}?`]);
  });

  it('of other software are left alone', () => {
    const environment: Environment = {
      PATH: '/bin',
      HOME: '/root',
      HOSTNAME: 'pod-1',
      PWD: '/',
      OLDPWD: '/',
      USER: 'root',
      SHELL: '/bin/sh',
      LANG: 'C',
      TERM: 'xterm',
      MAIL: '/var/mail/root',
      PORT0: '31000',
      HTTP_URL: 'http://elsewhere',
      OTEL_SERVICE_NAME: 'cardea',
      npm_config_cache: '/tmp',
      PGHOST: 'db',
      PGPORT: '5432',
      DATABASE_READ_URL: 'x',
      NATS_URL: 'x',
      WORKERS: '2',
    };
    expect(refusalOf(environment)).toEqual([]);
  });

  it('that Kubernetes injects for the services around are ignored, also where they are names of ours', () => {
    const environment: Environment = {
      CARDEA_PORT: 'tcp://10.0.0.9:80',
      CARDEA_PORT_80_TCP: 'tcp://10.0.0.9:80',
      CARDEA_PORT_80_TCP_ADDR: '10.0.0.9',
      CARDEA_SERVICE_HOST: '10.0.0.9',
      CARDEA_SERVICE_PORT_HTTP: '80',
      METRICS_PORT: 'tcp://10.0.0.7:9090',
      METRIC_PORT: 'tcp://10.0.0.7:9090',
      PORT: 'tcp://10.0.0.8:3000',
      PORT_80_TCP_PROTO: 'tcp',
    };
    expect(readSettings(environment)).toMatchObject({ port: 3000, development: true });
    expect(readSettings(environment)).not.toHaveProperty('metricsPort');
  });
});
