/** What a room refuses, told at its place in the file; what somebody else changed meanwhile, as such. */
import { ProblemError } from '../../foundation/errors/index.ts';
import { configurationRefusal, type Finding } from './finding.ts';
import { nameOf } from './read-yaml.ts';
import { explainFinding } from './sentences.ts';
import type { Wanted } from './wanted.ts';

/** Throws the refusal of the file; anything unexpected as it is. */
export function explainRefusal(error: unknown, wanted: Wanted): never {
  if (!(error instanceof ProblemError)) throw error;
  if (error.code === 'request.precondition_failed' || error.code === 'profile_schema.conflict')
    throw new ProblemError('configuration.conflict', { cause: error });
  // Not the file is wrong: its author may not.
  if (error.code === 'profile_schema.exposes') throw error;
  const section = sectionOf(error.code);
  if (section === null) throw error;
  const findings = Object.entries(error.fields ?? { '': '' }).map(([field, finding]): Finding => {
    const path = [section, ...field.split('.')].filter((step) => step !== '');
    return {
      ...wanted.places.at(path),
      path: nameOf(path),
      message: finding === '' ? error.message : explainFinding(finding),
    };
  });
  throw configurationRefusal(findings);
}

function sectionOf(code: string): string | null {
  if (code.startsWith('profile_schema.')) return 'profile_schema';
  if (code.startsWith('settings.')) return 'settings';
  if (code.startsWith('texts.')) return 'texts';
  if (code.startsWith('tenant.name')) return 'name';
  if (code.startsWith('connection.')) return 'connections';
  return code === 'application.invalid' ? 'applications' : null;
}
