import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { createLogger, type LogFields, plain } from './index.ts';

function capture() {
  const written: string[] = [];
  const logger = createLogger({ level: 'debug', destination: { write: (line) => void written.push(line) } });
  const last = (): Record<string, unknown> => JSON.parse(written.at(-1) ?? '{}');
  const log = (fields: LogFields) => {
    logger.info('Something happened.', fields);
    return last();
  };
  return { logger, written, last, log };
}

const id = 'cus_0123456789abcdefghjkmnpqrs';

describe('what a line shows', () => {
  it('shows ids, numbers, booleans, dates and plain texts, and redacts every other text', () => {
    const { log } = capture();
    const line = log({
      id,
      count: 3,
      large: 12n,
      nothing: null,
      left: undefined,
      sure: true,
      at: new Date('2026-11-22T10:00:00Z'),
      route: plain('/sign-in'),
      email: 'anna@example.org',
      list: [1, 'anna', id],
      object: { password: 'x' },
    });
    expect(line).toMatchObject({ level: 'info', msg: 'Something happened.', id, count: 3, large: '12', nothing: null });
    expect(line).toMatchObject({ sure: true, at: '2026-11-22T10:00:00.000Z', route: '/sign-in' });
    expect(line).toMatchObject({ email: '[redacted]', list: [1, '[redacted]', id], object: '[redacted]' });
    expect(line).not.toHaveProperty('left');
  });

  it('does not take a text for plain because it came as an object of that shape', () => {
    const { log } = capture();
    expect(log({ text: JSON.parse('{"plain":"anna","plain text":"anna"}') })).toMatchObject({ text: '[redacted]' });
  });

  it('carries the fields of a child on each of its lines, redacted', () => {
    const { logger, last } = capture();
    logger
      .child({ id, name: 'Anna' })
      .child({ part: plain('mail') })
      .warn('Late.', { count: 1 });
    expect(last()).toMatchObject({ level: 'warn', id, name: '[redacted]', part: 'mail', count: 1 });
  });

  it('writes nothing below its level', () => {
    const written: string[] = [];
    const logger = createLogger({ level: 'warn', destination: { write: (line) => void written.push(line) } });
    logger.info('Quiet.');
    logger.error('Loud.');
    expect(written).toHaveLength(1);
  });
});

describe('forged lines', () => {
  it.each([
    'x\n{"event":"login.ok"}',
    'x\r\nlevel=info',
    '\u001b[2J\u001b[31mred',
    'a\u009b31m',
    'a\u2028b\u2029c',
    'user\u202egnp.exe',
    '\ud800',
  ])('are one escaped entry: %j', (hostile) => {
    const { logger, written } = capture();
    logger.info(hostile, { agent: plain(hostile), error: new Error(hostile), [hostile]: 1 });
    expect(written).toHaveLength(1);
    const line = written[0] ?? '';
    expect(line.endsWith('}\n')).toBe(true);
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(line).not.toContain('\\u001b');
    expect(JSON.parse(line)).toMatchObject({ level: 'info' });
  });

  it('cannot replace the level, the time or the message of a line', () => {
    const { logger, written } = capture();
    logger.info('True.', { level: 50, msg: plain('false'), time: 1 });
    expect(written[0]?.match(/"(level|msg|time)":/g)).toHaveLength(3);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'info', msg: 'True.', level_: 50, msg_: 'false' });
  });
});

describe('errors', () => {
  const shown = (error: unknown) => capture().log({ error })['error'] as Record<string, unknown>;

  it('show name, code, frames and causes', () => {
    const error = Object.assign(new TypeError('no luck', { cause: new Error('deeper') }), { code: 'ECONNREFUSED' });
    const line = shown(error);
    expect(line).toMatchObject({ name: 'TypeError', code: 'ECONNREFUSED', message: 'no luck' });
    expect(line).toMatchObject({ cause: { name: 'Error', message: 'deeper' } });
    expect((line['stack'] as string[])[0]).toContain('logger.test.ts');
  });

  it('lose every seeded personal or secret value', () => {
    const secrets = [
      'anna.muster@example.org',
      "O'Brien",
      'Zoë "Zed" Quine',
      'correct horse battery',
      '481516',
      '+49 170 1234567',
      'dGhpcyBpcyBhIHZlcnkgc2VjcmV0IGtleSE=',
      '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c',
      'smtps://user:hunter2@mail.example.com',
      'söme.öne@exämple.org',
    ];
    const sentences = [
      (value: string) => `invalid input syntax for type integer: "${value}"`,
      (value: string) => `Key (email)=(${value}) already exists.`,
      (value: string) => `Failing row contains (1, ${value}, null).`,
      (value: string) => `cannot use '${value}' here, it isn't one`,
      (value: string) => `unfinished "${value}`,
      (value: string) => `typographic “${value}” quotes`,
      (value: string) => `backticks \`${value}\``,
    ];
    for (const value of secrets) {
      for (const sentence of sentences) expect(JSON.stringify(shown(new Error(sentence(value))))).not.toContain(value);
    }
    for (const value of secrets.filter((text) => /^[^\s"']+$/.test(text) || text.startsWith('+'))) {
      const text = JSON.stringify(shown(new Error(`550 5.1.1 <${value}>: rejected ${value}, ${value}; bye`)));
      expect(text).not.toContain(value);
    }
  });

  it('of any length lose them too, and quickly', () => {
    const long = 'x'.repeat(5_000);
    const before = process.cpuUsage().user;
    for (const message of [
      `it was 'secret ${long}'`,
      `${'a.'.repeat(5_000)}`,
      " 'a".repeat(5_000),
      long,
      '@'.repeat(5_000),
    ]) {
      const text = String(shown(new Error(message))['message']);
      expect(text.length).toBeLessThan(600);
      expect(text).not.toContain('secret');
    }
    expect(String(shown(new Error(`${'y '.repeat(990)}anna.muster.long.name@example.org`))['message'])).not.toContain(
      'anna',
    );
    expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
  });

  it('keep what helps and is harmless', () => {
    expect(shown(new Error('connect ECONNREFUSED 127.0.0.1:5432'))['message']).toBe(
      'connect ECONNREFUSED 127.0.0.1:5432',
    );
    expect(shown(new Error("Can't send, the server isn't there"))['message']).toBe(
      "Can't send, the server isn't there",
    );
  });

  it('of the database show code, table and constraint, and never detail, query or parameters', () => {
    const error = new DatabaseError('duplicate key value violates unique constraint "customers_email"', 100, 'error');
    error.code = '23505';
    error.table = 'customers';
    error.constraint = 'customers_email';
    error.detail = 'Key (email)=(anna@example.org) already exists.';
    error.where = 'anna';
    const text = JSON.stringify(shown(Object.assign(error, { parameters: ['anna'], query: 'select anna' })));
    expect(text).toContain('customers_email');
    expect(text).toContain('23505');
    expect(text).not.toContain('anna');
  });

  it('cannot smuggle frames in by their message', () => {
    const stack = shown(new Error('x\n    at anna (/etc/passwd:1:1)'))['stack'] as string[];
    expect(JSON.stringify(stack)).not.toContain('anna');
    const changed = new Error('first anna\n    at anna (x:1:1)');
    changed.message = 'second';
    expect(JSON.stringify(shown(changed))).not.toContain('anna');
  });

  it('with many parts or a circle of causes end', () => {
    const circle = new Error('round');
    circle.cause = circle;
    const many = new AggregateError([new Error('one "anna"'), 'anna'], 'several');
    expect(JSON.stringify([shown(circle), shown(many)])).not.toContain('anna');
  });
});

describe('values that cannot be written', () => {
  it('never throw', () => {
    const { log } = capture();
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
        has: () => {
          throw new Error('trap');
        },
      },
    );
    const fields = { trap, symbol: Symbol('x'), work: () => 1, nan: Number.NaN, day: new Date(Number.NaN), id };
    Object.defineProperty(fields, 'getter', {
      enumerable: true,
      get: () => {
        throw new Error('trap');
      },
    });
    expect(log(fields)).toMatchObject({
      trap: '[unreadable]',
      nan: 'NaN',
      day: 'Invalid Date',
      getter: '[unreadable]',
      id,
    });
    const circle: unknown[] = [];
    circle.push(circle, circle, 7);
    expect(log({ circle, id })).toMatchObject({ circle: ['[redacted]', '[redacted]', 7], id });
  });

  it('fail silently when the destination does', () => {
    const logger = createLogger({
      level: 'info',
      destination: {
        write: () => {
          throw new Error('disk full');
        },
      },
    });
    expect(() => logger.error('Lost.')).not.toThrow();
  });
});
