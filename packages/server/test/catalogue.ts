/**
 * Everything a migration can make, as rows to compare: two databases with equal catalogues have the same schema.
 */
import pg from 'pg';

const questions = {
  columns: `select table_schema, table_name, column_name, data_type, is_nullable, column_default, collation_name
    from information_schema.columns where table_schema = any($1)`,
  constraints: `select conrelid::regclass::text as on, conname, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace::regnamespace::text = any($1)`,
  indexes: 'select schemaname, tablename, indexname, indexdef from pg_indexes where schemaname = any($1)',
  routines: `select oid::regprocedure::text as name, pg_get_functiondef(oid) as definition, proacl::text
    from pg_proc where pronamespace::regnamespace::text = any($1) and prokind in ('f', 'p')`,
  triggers: `select tgrelid::regclass::text as on, pg_get_triggerdef(oid) as definition from pg_trigger where not tgisinternal`,
  rights: `select oid::regclass::text as name, relkind, relacl::text, relrowsecurity
    from pg_class where relnamespace::regnamespace::text = any($1) and relkind in ('r', 'p', 'v', 'S', 'm')`,
  policies: 'select schemaname, tablename, policyname, roles::text, cmd, qual, with_check from pg_policies',
  views: 'select schemaname, viewname, definition from pg_views where schemaname = any($1)',
};

export async function describeCatalogue(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answers: Record<string, string[]> = {};
    for (const [name, question] of Object.entries(questions)) {
      const parameters = question.includes('$1') ? [['public', 'graphile_worker']] : [];
      const rows: unknown[] = (await client.query(question, parameters)).rows;
      answers[name] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return answers;
  } finally {
    await client.end();
  }
}
