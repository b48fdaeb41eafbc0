/**
 * Names for statements that are run again and again: PostgreSQL parses and plans a named one once for each connection,
 * which is most of what a small statement costs. Texts are few, because values travel apart from them; should some be
 * made without end (a list that grows), those beyond the limit simply stay nameless.
 */
export type StatementNames = (text: string, parameters: readonly unknown[]) => string | undefined;

const mostNames = 1000;

/** Names for the connections of one pool; the same text has the same name on each. */
export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();
  return (text, parameters) => {
    // What has no parameters may be several statements at once, or the frame of a transaction.
    if (parameters.length === 0) return undefined;
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNames) return known;
    const name = `cardea_${names.size}`;
    names.set(text, name);
    return name;
  };
}

/** For connections that others use too, as behind a transaction pooler: nothing may be left on them. */
export const withoutNames: StatementNames = () => undefined;
