/**
 * Regular expressions that somebody wrote into a declaration. The engine matches in time linear in the value, so no
 * pattern can be made to hang the server, and what it does not know (look-around, back references) is refused.
 */
import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

const compiled = new LRUCache<string, RE2JS>({ max: 500 });

// Linear is not cheap: repetitions of repetitions grow the program, and each character walks through all of it.
const mostSteps = 700;

/** Whether the pattern can be used at all. */
export function isUsablePattern(pattern: string): boolean {
  try {
    return RE2JS.compile(pattern).programSize() <= mostSteps;
  } catch {
    return false;
  }
}

/** Whether the whole value is matched by the pattern. */
export function matchesPattern(pattern: string, value: string): boolean {
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
  compiled.set(pattern, known);
  return known.matches(value);
}
