import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { openServing } from './serving.ts';
import { createStatementNames } from './statement-names.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** How many statements one connection of this kind remembers after it was asked the same twice. */
async function remembered(pooled: boolean): Promise<number> {
  const target = { url: db.urls.owner, role: undefined, pooled };
  const database = await openServing(target, target, 1, silentLogger);
  try {
    for (const number of [1, 2]) await sql`select ${number}::int as number`.execute(database.reader);
    const { rows } = await sql<{ count: number }>`select count(*)::int from pg_prepared_statements`.execute(
      database.reader,
    );
    return rows[0]?.count ?? -1;
  } finally {
    await database.close();
  }
}

describe('a repeated statement', () => {
  it('is parsed once for each connection, and behind a pooler leaves nothing on it', async () => {
    expect(await remembered(false)).toBe(1);
    expect(await remembered(true)).toBe(0);
  });

  it('goes on working when its table gains a column, or is made anew', async () => {
    await db.sql('create table named (a int, b int); grant all on named to cardea_serving');
    await db.sql('insert into named values (1, 2)');
    const ask = async () =>
      (await sql<{ a: number }>`select a from named where b = ${2}`.execute(db.database.reader)).rows;
    expect(await ask()).toEqual([{ a: 1 }]);
    await db.sql('alter table named add column c text');
    expect(await ask()).toEqual([{ a: 1 }]);
    await db.sql('drop table named; create table named (b int, a int); grant all on named to cardea_serving');
    expect(await ask()).toEqual([]);
  });

  it('invites to try again when a newer node has changed what it answers, and then works', async () => {
    await db.sql('create view answers as select 1 as a; grant select on answers to cardea_serving');
    const target = { url: db.urls.owner, role: undefined, pooled: false };
    const database = await openServing(target, target, 1, silentLogger);
    const ask = async () => (await sql`select * from answers where a = ${1}`.execute(database.reader)).rows;
    expect(await ask()).toEqual([{ a: 1 }]);
    await db.sql('create or replace view answers as select 1 as a, 2 as b');
    await expect(ask()).rejects.toMatchObject({ code: 'server.database_unavailable' });
    expect(await ask()).toEqual([{ a: 1, b: 2 }]);
    await database.close();
  });

  it('is not named when there is no end of texts', () => {
    const names = createStatementNames();
    const given = Array.from({ length: 1500 }, (_, index) => names(`select $1 -- ${index}`, [1]));
    expect(new Set(given.filter((name) => name !== undefined)).size).toBe(1000);
    expect(names('select $1 -- 7', [2])).toBe(given[7]);
    expect(names('begin', [])).toBeUndefined();
  });
});
