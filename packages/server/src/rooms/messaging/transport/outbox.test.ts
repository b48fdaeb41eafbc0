import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOutbox } from './outbox.ts';

let dataDirectory: string;
let milliseconds = 0;
const clock = { now: () => new Date(Date.UTC(2026, 0, 1) + milliseconds++), monotonicMilliseconds: () => milliseconds };
const mail = (messageId: string, subject = 'Hello') => ({
  messageId,
  to: 'ann@example.com',
  subject,
  text: 'text',
  html: '<p>html</p>',
});

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'cardea-outbox-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

describe('the outbox of development', () => {
  it('is empty before the first message', async () => {
    expect(await createOutbox({ dataDirectory, clock }).list()).toEqual([]);
  });

  it('shows every message, newest first, also to another process and after a restart', async () => {
    const outbox = createOutbox({ dataDirectory, clock });
    await outbox.send(mail('msg_1'));
    await outbox.send(mail('msg_2', '482 913 is your code'));
    const items = await createOutbox({ dataDirectory, clock }).list();
    expect(items.map((item) => item.id)).toEqual(['msg_2', 'msg_1']);
    expect(items[0]).toEqual({
      id: 'msg_2',
      channel: 'email',
      to: 'ann@example.com',
      subject: '482 913 is your code',
      text: 'text',
      html: '<p>html</p>',
      at: expect.stringMatching(/^2026-01-01T00:00:00\.\d{3}Z$/),
    });
  });

  it('keeps the order of what is sent within one millisecond', async () => {
    const still = new Date(Date.UTC(2026, 0, 1));
    const outbox = createOutbox({ dataDirectory, clock: { ...clock, now: () => still } });
    for (const id of ['msg_3', 'msg_1', 'msg_2']) await outbox.send(mail(id));
    expect((await outbox.list()).map(({ id }) => id)).toEqual(['msg_2', 'msg_1', 'msg_3']);
  });

  it('holds a repeated message once, as it was sent last', async () => {
    const outbox = createOutbox({ dataDirectory, clock });
    await outbox.send(mail('msg_1', 'first'));
    await outbox.send(mail('msg_2'));
    await outbox.send(mail('msg_1', 'again'));
    expect((await outbox.list()).map((item) => [item.id, item.subject])).toEqual([
      ['msg_1', 'again'],
      ['msg_2', 'Hello'],
    ]);
  });

  it('keeps the newest 200', async () => {
    const outbox = createOutbox({ dataDirectory, clock });
    for (let index = 0; index < 203; index += 1) await outbox.send(mail(`msg_${index}`));
    const items = await outbox.list();
    expect(items).toHaveLength(200);
    expect(items.at(-1)?.id).toBe('msg_3');
    expect(await readdir(join(dataDirectory, 'outbox'))).toHaveLength(200);
  });

  it('is not disturbed by a half-written file, and only its owner can read it', async () => {
    const outbox = createOutbox({ dataDirectory, clock });
    await outbox.send(mail('msg_1'));
    const directory = join(dataDirectory, 'outbox');
    await writeFile(join(directory, '000001767225600000-msg_2.json.part'), '{"id":');
    expect((await outbox.list()).map((item) => item.id)).toEqual(['msg_1']);
    const [name = ''] = (await readdir(directory)).filter((file) => file.endsWith('.json'));
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  });
});
