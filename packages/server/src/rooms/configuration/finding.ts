/** What is wrong with a configuration file: where, and what to do about it. Never holds a value out of a secret. */
export type Finding = {
  readonly line: number;
  readonly column: number;
  /** Where it is by names, such as `applications.shop.redirect_uris`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
};

/** A place in a file. */
export type Position = { readonly line: number; readonly column: number };

/** What is thrown when a file cannot be used: everything that is wrong, in the order of the file. */
export type ConfigurationRefusal = Error & {
  readonly name: 'ConfigurationRefusal';
  readonly findings: readonly Finding[];
};

/** The refusal to throw. */
export function configurationRefusal(findings: readonly Finding[]): ConfigurationRefusal {
  const sorted = [...findings].sort((one, other) => one.line - other.line || one.column - other.column);
  const message = sorted.map((finding) => `${finding.line}:${finding.column} ${finding.message}`).join('\n');
  return Object.assign(new Error(message), { name: 'ConfigurationRefusal', findings: sorted } as const);
}

/** Whether an error is such a refusal. */
export function isConfigurationRefusal(error: unknown): error is ConfigurationRefusal {
  return error instanceof Error && error.name === 'ConfigurationRefusal' && 'findings' in error;
}
