/** Reads what an application says about itself, or says what is wrong with each field. Pure. */
import { type ApplicationMetadata, type ApplicationMetadataInput, applicationMetadata } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { checkMetadata, type MetadataRules } from './check-metadata.ts';

export type ReadMetadata =
  | { readonly kind: 'metadata'; readonly metadata: ApplicationMetadata }
  /** Field → what is wrong with it. */
  | { readonly kind: 'findings'; readonly findings: Readonly<Record<string, string>> };

/** The metadata with every default filled in, or the findings. */
export function examineMetadata(input: unknown, options: MetadataRules): ReadMetadata {
  const parsed = applicationMetadata.safeParse(input);
  if (!parsed.success) {
    const fields = parsed.error.issues.flatMap((issue): [string, string][] =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? issue.keys.map((key) => [key, 'unknown'])
        : [[String(issue.path[0] ?? 'metadata'), 'malformed']],
    );
    return { kind: 'findings', findings: Object.fromEntries(fields) };
  }
  const findings = checkMetadata(parsed.data, options);
  if (Object.keys(findings).length > 0) return { kind: 'findings', findings };
  const usesCode = parsed.data.grant_types.includes('authorization_code');
  return { kind: 'metadata', metadata: { ...parsed.data, response_types: usesCode ? ['code'] : [] } };
}

/** The same, and `application.invalid` instead of findings. */
export function readMetadata(input: ApplicationMetadataInput, options: MetadataRules): ApplicationMetadata {
  const read = examineMetadata(input, options);
  if (read.kind === 'findings') throw invalid(read.findings);
  return read.metadata;
}

export function invalid(fields: Readonly<Record<string, string>>): ProblemError {
  return new ProblemError('application.invalid', { fields });
}
