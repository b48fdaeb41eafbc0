import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import { urlOfDatabase } from '../../../test/cluster.ts';
import { describeTables } from '../../../test/describe-tables.ts';

test('tables.ts says what the migrations make', async () => {
  const { ownerUrl, template } = inject('cluster');
  const written = await readFile(new URL('./tables.ts', import.meta.url), 'utf8');
  expect(written).toBe(await describeTables(urlOfDatabase(ownerUrl, template)));
});
