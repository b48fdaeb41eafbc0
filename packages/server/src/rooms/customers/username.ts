/**
 * What counts as a user name. Letters, digits and three marks of ASCII and nothing else: whoever reads one can type it,
 * and no other alphabet can imitate it (case 11). Capitals make no difference.
 */
export type Username = {
  /** As its owner writes it. */
  readonly value: string;
  /** What the blind index is computed of. */
  readonly normalised: string;
};

export type UsernameRefusal = 'too_short' | 'too_long' | 'malformed' | 'reserved';

// Names that would speak for the business or for the machine.
const reserved = new Set(
  (
    'abuse admin administrator all anonymous api billing cardea contact customer everyone guest help helpdesk ' +
    'hostmaster info legal mail me moderator noreply null nobody official operator owner postmaster privacy root ' +
    'sales security service shop staff status support sysadmin system team test undefined user webmaster www you'
  ).split(' '),
);

/** Reads a user name, or says what is wrong with it. `further` are names that only this business reserves. */
export function parseUsername(input: string, further: readonly string[] = []): Username | { refused: UsernameRefusal } {
  const value = input.trim();
  if (value.length < 3) return { refused: 'too_short' };
  if (value.length > 32) return { refused: 'too_long' };
  // A letter first, so that no number and no address can be taken for one; marks stand alone and inside.
  if (!/^[A-Za-z](?:[._-]?[A-Za-z0-9])+$/.test(value)) return { refused: 'malformed' };
  const normalised = value.toLowerCase();
  const bare = bareOf(normalised);
  if (reserved.has(bare) || further.some((name) => bareOf(name.toLowerCase()) === bare)) return { refused: 'reserved' };
  return { value, normalised };
}

/** Without marks: `no-reply` says the same as `noreply`. */
function bareOf(name: string): string {
  return name.replace(/[^a-z0-9]/g, '');
}
