import { Redis } from 'iovalkey';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startValkeyServer, type ValkeyServer } from '../../../test/valkey-server.ts';
import { examineSharedBudgets } from './shared-budgets.ts';

let server: ValkeyServer;
let owner: Redis;
beforeAll(async () => {
  server = await startValkeyServer();
  owner = new Redis(server.url);
});
afterAll(async () => {
  owner.disconnect();
  await server.stop();
});

const examine = async (login = '') => {
  const [finding] = await examineSharedBudgets({ valkeyUrl: server.url.replace('//', `//${login}`) });
  return finding;
};

it('a Valkey that is empty after a restart is found, with what to set, and one that keeps a log or snapshots is well', async () => {
  expect(await examine()).toMatchObject({
    ok: false,
    detail: 'it answers, and may be written to; it keeps nothing on a disk',
    remedy: 'Set appendonly yes: otherwise a restart forgets all counts, and every budget is full again.',
  });
  await owner.config('SET', 'save', '900 1');
  expect(await examine()).toMatchObject({ ok: true, remedy: null });
  await owner.config('SET', 'save', '');
  await owner.config('SET', 'appendonly', 'yes');
  expect(await examine()).toMatchObject({ ok: true, remedy: null });
});

it('a Valkey that throws counts away is found', async () => {
  await owner.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect(await examine()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('(allkeys-lru)'),
    remedy: expect.stringContaining('noeviction'),
  });
});

it('where CONFIG is forbidden that is said, and INFO is asked', async () => {
  await owner.call('ACL', 'SETUSER', 'blind', 'on', '>secret', '~*', '+@all', '-config');
  expect(await examine('blind:secret@')).toMatchObject({ ok: false, detail: expect.stringContaining('(allkeys-lru)') });
  await owner.config('SET', 'maxmemory-policy', 'noeviction');
  expect(await examine('blind:secret@')).toMatchObject({
    ok: true,
    detail: expect.stringContaining('CONFIG is forbidden to this login, so that INFO was asked instead'),
    remedy: null,
  });
  await owner.config('SET', 'appendonly', 'no');
  expect(await examine('blind:secret@')).toMatchObject({
    ok: true,
    detail: expect.stringContaining('it cannot be seen what a restart forgets'),
    remedy: expect.stringContaining('See for yourself'),
  });
  await owner.call('ACL', 'SETUSER', 'blind', '-info');
  // The client says there that it cannot ask whether all is loaded.
  vi.spyOn(console, 'warn').mockReturnValue();
  expect(await examine('blind:secret@')).toMatchObject({
    detail: expect.stringContaining('what it throws away and what a restart forgets'),
  });
});
