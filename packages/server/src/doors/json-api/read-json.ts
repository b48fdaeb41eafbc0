/** Reads JSON bodies strictly: what two readers could understand differently, or what is aimed at prototypes, is refused. */
import { ProblemError } from '../../foundation/errors/index.ts';

const deepest = 20;
// In a text that is known to be JSON, a string before a colon is a name.
const strings = /"(?:[^"\\]|\\.)*"\s*(:?)/g;

/** The value of a body; throws `request.invalid`. */
export function readJson(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    const value: unknown = JSON.parse(text);
    const written = [...text.matchAll(strings)].filter(([, colon]) => colon === ':').length;
    if (examine(value, 0) !== written) throw new Error('a name is given twice');
    return value;
  } catch (error) {
    throw new ProblemError('request.invalid', { cause: error });
  }
}

/** Looks at all of it; how many names it holds. */
function examine(value: unknown, depth: number): number {
  if (typeof value === 'string' && !value.isWellFormed()) throw new Error('a text holds half of a character');
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === deepest) throw new Error('the body is nested too deeply');
  let names = 0;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw new Error('a name is not allowed');
    if (!key.isWellFormed()) throw new Error('a name holds half of a character');
    names += examine(inner, depth + 1) + (Array.isArray(value) ? 0 : 1);
  }
  return names;
}
