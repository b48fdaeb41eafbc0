/**
 * Reads YAML 1.2 as plain values, and knows where each of them stands. Only what means one thing to every reader is
 * taken: no anchors and aliases (which can blow a small file up), no tags, no name twice, nothing aimed at prototypes.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Finding, Position } from './finding.ts';

/** A file larger than this is no configuration: it has room for pictures. Whoever takes files from afar takes less. */
export const largestBytes = 8 * 1024 * 1024;
const deepest = 20;
const mostOpen = 1000;
const mostFindings = 50;
const tooDeep = 'This is nested too deeply.';

export type Places = {
  /** Where the name, or else the item, of this path stands; of what is missing, where it would be looked for. */
  at(path: readonly PropertyKey[]): Position;
};

export type ReadYaml =
  | { readonly kind: 'value'; readonly value: unknown; readonly places: Places }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] };

/** The value of the text, or everything that keeps it from being read. */
export function readYaml(text: string): ReadYaml {
  if (Buffer.byteLength(text) > largestBytes) return refuse([whole('The file is larger than 8 MiB.')]);
  if (isBottomless(text)) return refuse([whole(tooDeep)]);
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
      // Looked for below: the library compares each name with all before it, which takes minutes for a large file.
      uniqueKeys: false,
      version: '1.2',
      schema: 'core',
    });
    const findings: Finding[] = [...document.errors, ...document.warnings]
      .slice(0, mostFindings)
      .map((error) => ({ ...place(error.pos[0]), path: '', message: sentenceOf(error.message) }));
    if (findings.length > 0) return refuse(findings);
    const known = new Map<string, Position>();
    const walk = createWalk(place, known, findings);
    const value = walk(document.contents, [], 0);
    return findings.length > 0 ? refuse(findings) : { kind: 'value', value, places: placesOf(known) };
  } catch (error) {
    // What is nested so deeply that reading it would need more stack than there is.
    if (error instanceof RangeError) return refuse([whole(tooDeep)]);
    throw error;
  }
}

/** Whether it opens so much without closing it that only reading it would take long; texts with brackets do not. */
function isBottomless(text: string): boolean {
  if (/(?:[-?:][ \t]+){200}/.test(text)) return true;
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > mostOpen) return true;
  }
  return false;
}

type Walk = (node: unknown, path: readonly PropertyKey[], depth: number) => unknown;

function createWalk(place: (offset: number) => Position, known: Map<string, Position>, findings: Finding[]): Walk {
  const refuseAt = (node: Node, path: readonly PropertyKey[], message: string): undefined => {
    if (findings.length < mostFindings) findings.push({ ...place(node.range?.[0] ?? 0), path: nameOf(path), message });
    return undefined;
  };
  const walk: Walk = (node, path, depth) => {
    if (node === null || node === undefined) return null;
    if (isAlias(node)) return refuseAt(node, path, 'An alias (*) cannot be used here: write the value out.');
    if (isScalar(node)) {
      if (typeof node.value === 'string' && !node.value.isWellFormed())
        return refuseAt(node, path, 'This text holds half of a character.');
      return node.value;
    }
    if (!isMap(node) && !isSeq(node)) return null;
    if (depth === deepest) return refuseAt(node, path, tooDeep);
    if (isSeq(node))
      return node.items.map((item, index) => {
        const inner = [...path, index];
        remember(known, inner, item, place);
        return walk(item, inner, depth + 1);
      });
    const entries = new Map<string, unknown>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const inner = [...path, name];
      remember(known, inner, key, place);
      if (name === '__proto__' || name === 'constructor' || name === 'prototype')
        refuseAt(key as Node, inner, `"${name}" cannot be a name here.`);
      else if (entries.has(name)) refuseAt(key as Node, inner, 'This name is there twice.');
      else entries.set(name, walk(value, inner, depth + 1));
    }
    return Object.fromEntries(entries);
  };
  return walk;
}

function remember(
  known: Map<string, Position>,
  path: readonly PropertyKey[],
  node: unknown,
  place: (offset: number) => Position,
): void {
  const offset = (node as Node | null)?.range?.[0];
  if (offset !== undefined) known.set(keyOf(path), place(offset));
}

function placesOf(known: ReadonlyMap<string, Position>): Places {
  return {
    at(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const found = known.get(keyOf(path.slice(0, length)));
        if (found !== undefined) return found;
      }
      return { line: 1, column: 1 };
    },
  };
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

/** A path as people write it; addresses among the names are left whole. */
export function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function sentenceOf(message: string): string {
  if (message.includes('call stack')) return tooDeep;
  const first = message.split('\n', 1)[0] ?? '';
  return first.endsWith('.') ? first : `${first}.`;
}

function whole(message: string): Finding {
  return { line: 1, column: 1, path: '', message };
}

function refuse(findings: readonly Finding[]): ReadYaml {
  return { kind: 'findings', findings };
}
