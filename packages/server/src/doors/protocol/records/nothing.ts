/** The base of every kind of record: whatever the engine has no business doing with a kind is refused loudly. */
import type { Adapter } from 'oidc-provider';

const refuse = (what: string) => async (): Promise<never> => {
  throw new Error(`The protocol engine tried to ${what} a record that is not its own.`);
};

export const nothing: Adapter = {
  upsert: refuse('write'),
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: refuse('use'),
  destroy: refuse('end'),
  // Codes and tokens are never revoked one by one: they die with the grant that they hang on.
  revokeByGrantId: async () => undefined,
};
