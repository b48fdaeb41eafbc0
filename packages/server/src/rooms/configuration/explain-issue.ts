/** Says in a sentence what is wrong with a value and what would be right. Never repeats the value itself. */
import type { z } from 'zod';
import { editDistance } from '../../foundation/config/index.ts';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'names with values',
  record: 'names with values',
  null: 'nothing',
};

/** One sentence or several: a mistake in names is one for each. `known`: the names that are allowed at that place. */
export function explainIssue(
  issue: Issue,
  known: (path: readonly PropertyKey[]) => readonly string[],
): [PropertyKey[], string][] {
  const path = [...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => [[...path, key], unknownName(key, known(path))]);
    case 'invalid_type':
      return [
        [
          path,
          issue.message.endsWith('received undefined')
            ? missing(path)
            : `This must be ${kinds[issue.expected] ?? issue.expected}.`,
        ],
      ];
    case 'invalid_value':
      return [[path, `This must be ${listed(issue.values.map(String))}.`]];
    case 'too_small':
      return [[path, `This is too ${sized(issue.origin, 'short', 'small')}: ${String(issue.minimum)} at least.`]];
    case 'too_big':
      return [[path, `This is too ${sized(issue.origin, 'long', 'large')}: ${String(issue.maximum)} at most.`]];
    case 'invalid_union': {
      const [issues = []] = issue.errors;
      const [first] = issues;
      if (first === undefined) return [[path, 'This is in none of the forms that it may have.']];
      return explainIssue({ ...first, path: [...path, ...first.path] }, known);
    }
    case 'custom':
      return [[path, `This cannot be used: ${issue.message}.`]];
    default:
      return [[path, 'This is not in the form it needs to have.']];
  }
}

function missing(path: readonly PropertyKey[]): string {
  return `"${String(path.at(-1))}" is needed here.`;
}

function sized(origin: string, length: string, size: string): string {
  return origin === 'string' || origin === 'array' ? length : size;
}

function listed(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
}

/** Says that a name is not known, with the nearest that is. */
function unknownName(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= 2)
    .sort((one, other) => one.distance - other.distance)[0];
  const shown = /^[\p{L}\p{N}._:/-]{1,60}$/u.test(name) ? `"${name}"` : 'This name';
  return near === undefined
    ? `${shown} is not known here.`
    : `${shown} is not known here: did you mean "${near.candidate}"?`;
}
