/**
 * What a process of the product is given so that it finds its sources compiled already, where the tests keep that
 * (tools/test.mjs). It changes nothing but how soon it is there.
 */
const folder = process.env['NODE_COMPILE_CACHE'];

export const compiled: Readonly<Record<string, string>> = folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
