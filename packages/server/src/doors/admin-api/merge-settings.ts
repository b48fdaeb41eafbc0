/** Merge patches (RFC 7396) of settings: by section and field, and null takes back. */
import { ProblemError } from '../../foundation/errors/index.ts';

type Patch = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
type Tree = Record<string, Record<string, unknown>>;

/** The settings as the patch makes them; what is in neither is the room's to fill in. */
export function mergeSettings(former: object, patch: Patch): object {
  const next: Tree = structuredClone(former) as Tree;
  for (const [section, fields] of Object.entries(patch)) {
    if (fields === null) {
      delete next[section];
      continue;
    }
    const merged: Record<string, unknown> = { ...next[section] };
    for (const [field, value] of Object.entries(fields)) {
      if (value === null) delete merged[field];
      else merged[field] = value;
    }
    next[section] = merged;
  }
  return next;
}

/** Rooms name settings `section.field`; in a body they are at `/section/field`. */
export async function pointingInto<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'settings.invalid') throw error;
    const fields = Object.entries(error.fields ?? {}).map(([path, finding]) => [path.replaceAll('.', '/'), finding]);
    throw new ProblemError('settings.invalid', { fields: Object.fromEntries(fields), cause: error });
  }
}
