/** A reader whose first answer is on its way for as long as a test wants: what happens meanwhile happens in that order. */
import type { KyselyPlugin } from 'kysely';
import type { Queries } from '../src/foundation/database/index.ts';

/** `arrived` once the database has answered the first question; the answer is passed on when it is `release`d. */
export function holdFirstRead(queries: Queries): { reader: Queries; arrived: Promise<void>; release(): void } {
  const arrival = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      arrival.resolve();
      await release.promise;
      return result;
    },
  };
  return { reader: queries.withPlugin(plugin), arrived: arrival.promise, release: release.resolve };
}
