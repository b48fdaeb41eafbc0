/**
 * The start is refused: one sentence for each thing that is wrong, each saying what to do. Never holds a secret.
 */
export type SettingsRefusal = Error & { readonly name: 'SettingsRefusal'; readonly sentences: readonly string[] };

/** The refusal to throw; every sentence goes to whoever starts the server. */
export function settingsRefusal(sentences: readonly string[]): SettingsRefusal {
  return Object.assign(new Error(sentences.join('\n')), { name: 'SettingsRefusal', sentences } as const);
}

/** Whether an error is such a refusal. */
export function isSettingsRefusal(error: unknown): error is SettingsRefusal {
  return error instanceof Error && error.name === 'SettingsRefusal' && 'sentences' in error;
}
