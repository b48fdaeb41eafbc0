/** The declaration of the product's one tenant, changed by the command line beside the running server. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileSchemaInput } from '../../packages/contract/src/index.ts';
import type { Product } from '../product/product.ts';

type Holders = readonly { readonly attribute: string; readonly customers: number }[];
type Plan = { readonly from: number; readonly to: number; readonly removed: Holders; readonly restored: Holders };

/** The time is that of the whole command, from its first breath to its last. */
export type Timed = { readonly result: Plan; readonly milliseconds: number };
export type Attributes = ProfileSchemaInput['attributes'];

export type Schemas = {
  /** A command that changes nothing, to compare the others with. */
  show(): Promise<number>;
  plan(attributes: Attributes): Promise<Timed>;
  change(attributes: Attributes): Promise<Timed>;
  rollback(version: number): Promise<Timed>;
};

/** The verbs of the product's command line. */
export function schemasOf(product: Product): Schemas {
  const file = join(product.folders.home, 'declaration.json');
  const run = async (...words: string[]): Promise<{ text: string; milliseconds: number }> => {
    const began = performance.now();
    const text = await product.runVerb('profile-schema', ...words, '--json').catch(outputOfPlan);
    return { text, milliseconds: Math.round(performance.now() - began) };
  };
  const timed = async (...words: string[]): Promise<Timed> => {
    const { text, milliseconds } = await run(...words);
    return { result: JSON.parse(text) as Plan, milliseconds };
  };
  const withFile = (attributes: Attributes, ...words: string[]): Promise<Timed> => {
    writeFileSync(file, JSON.stringify({ attributes }));
    return timed('change', file, ...words);
  };
  return {
    show: async () => (await run('show')).milliseconds,
    plan: (attributes) => withFile(attributes, '--plan'),
    change: (attributes) => withFile(attributes),
    rollback: (version) => timed('rollback', String(version)),
  };
}

/** A plan that holds changes ends with 2: that is an answer. Anything else is an error. */
function outputOfPlan(error: unknown): string {
  const { code, stdout } = error as { code?: unknown; stdout?: unknown };
  if (code !== 2 || typeof stdout !== 'string') throw error;
  return stdout;
}
