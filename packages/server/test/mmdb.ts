/** Writes a small MaxMind DB file, for tests of an operator's own geography data: networks and what is said of each. */
import { isIP } from 'node:net';

type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value };
type Node = { children: [Node | Leaf | null, Node | Leaf | null] };
type Leaf = { readonly at: number };

/** A file of this kind; networks are IPv4 or IPv6 in CIDR form and do not overlap. */
export function mmdbOf(kind: string, networks: Readonly<Record<string, Value>>, builtAt: Date): Buffer {
  const root: Node = { children: [null, null] };
  const data: Buffer[] = [];
  let length = 0;
  for (const [network, value] of Object.entries(networks)) {
    const [address = '', prefix = ''] = network.split('/');
    const depth = Number(prefix) + (isIP(address) === 4 ? 96 : 0);
    const bits = bitsOf(address);
    let node = root;
    for (const bit of bits.slice(0, depth - 1)) {
      const next = node.children[bit];
      node = next !== null && 'children' in next ? next : fresh(node, bit);
    }
    node.children[bits[depth - 1] ?? 0] = { at: length };
    const bytes = encode(value);
    data.push(bytes);
    length += bytes.length;
  }
  const nodes: Node[] = [root];
  for (const node of nodes) for (const child of node.children) if (child && 'children' in child) nodes.push(child);
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  const tree = Buffer.alloc(nodes.length * 6);
  for (const [index, node] of nodes.entries())
    for (const [side, child] of node.children.entries()) {
      const said = child === null ? nodes.length : 'at' in child ? nodes.length + 16 + child.at : numbers.get(child);
      tree.writeUIntBE(said ?? 0, index * 6 + side * 3, 3);
    }
  const metadata = {
    ...{ binary_format_major_version: 2, binary_format_minor_version: 0, database_type: kind, description: {} },
    ...{ build_epoch: Math.floor(builtAt.getTime() / 1000), ip_version: 6, languages: ['en', 'de'] },
    ...{ node_count: nodes.length, record_size: 24 },
  };
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, encode(metadata)]);
}

function fresh(node: Node, bit: 0 | 1): Node {
  const made: Node = { children: [null, null] };
  node.children[bit] = made;
  return made;
}

/** 128 bits; an IPv4 address lies at the end. */
function bitsOf(address: string): (0 | 1)[] {
  const whole = isIP(address) === 4 ? `::${address}` : address;
  const canonical = new URL(`http://[${whole}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = canonical.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const groups = [...(before ?? []), ...Array.from({ length: missing }, () => '0'), ...(after ?? [])];
  return groups.flatMap((group) =>
    Array.from({ length: 16 }, (_, place): 0 | 1 => ((Number.parseInt(group, 16) >> (15 - place)) & 1 ? 1 : 0)),
  );
}

const types = { string: 2, map: 7, number: 6, boolean: 14, array: 11 } as const;

function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([head(types.string, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return head(types.boolean, value ? 1 : 0);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(types.number, 4), bytes]);
  }
  if (isList(value)) return Buffer.concat([head(types.array, value.length), ...value.map(encode)]);
  const pairs = Object.entries(value);
  return Buffer.concat([head(types.map, pairs.length), ...pairs.flatMap((pair) => pair.map(encode))]);
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** The control byte of a type and a size below 285; types above 7 have a second byte. */
function head(type: number, size: number): Buffer {
  const small = Math.min(size, 29);
  const bytes = type > 7 ? [small, type - 7] : [(type << 5) | small];
  return Buffer.from(size > 28 ? [...bytes, size - 29] : bytes);
}
