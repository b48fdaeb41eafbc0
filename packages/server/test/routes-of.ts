/** The routes of a server, read from the tree that the framework prints. */

/** Four characters of indentation a level, methods in brackets. */
export function routesOf(tree: string): { readonly path: string; readonly methods: readonly string[] }[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indent.length / 4;
    above[depth] = part;
    const path = above.slice(0, depth + 1).join('');
    return methods === undefined ? [] : [{ path, methods: methods.split(', ') }];
  });
}
