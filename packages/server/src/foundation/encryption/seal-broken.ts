/**
 * What is thrown when a sealed value cannot be read: moved, altered, cut short, or its key is gone. It names the place
 * for the log and never holds a byte of the value.
 */
export type SealBrokenReason = 'format' | 'key_missing' | 'not_authentic';

export type SealBroken = Error & { readonly name: 'SealBroken'; readonly code: SealBrokenReason };

const sentences: Readonly<Record<SealBrokenReason, string>> = {
  format: 'A sealed value is not in a form this version can read.',
  key_missing: 'The key of a sealed value does not exist, or exists no more.',
  not_authentic: 'A sealed value was altered, or does not belong where it was found.',
};

export function sealBroken(reason: SealBrokenReason): SealBroken {
  return Object.assign(new Error(sentences[reason]), { name: 'SealBroken', code: reason } as const);
}

/** Whether an error says that a sealed value could not be read. */
export function isSealBroken(error: unknown): error is SealBroken {
  return error instanceof Error && error.name === 'SealBroken';
}
