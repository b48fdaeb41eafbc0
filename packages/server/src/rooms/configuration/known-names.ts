/** Which names the form of the file knows at a place: what a misspelt one is compared with. */
import type { z } from 'zod';
import { configurationFile } from './schema.ts';

/** The names that may stand at this place of the file. */
export function namesAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: z.ZodType | undefined = configurationFile;
  for (const step of path) schema = stepInto(schema, step);
  return Object.keys(unwrapped(schema)?.shape ?? {});
}

type Inside = {
  readonly def: {
    readonly type: string;
    readonly innerType?: z.ZodType;
    readonly shape?: Readonly<Record<string, z.ZodType>>;
    readonly valueType?: z.ZodType;
    readonly element?: z.ZodType;
    readonly options?: readonly z.ZodType[];
  };
};

type Shaped = { readonly shape?: Readonly<Record<string, z.ZodType>> };

function unwrapped(schema: z.ZodType | undefined): Shaped | undefined {
  const inner = withoutWrappers(schema);
  if (inner?.def.options !== undefined) {
    const shapes = inner.def.options.map((option) => unwrapped(option)?.shape ?? {});
    return { shape: Object.assign({}, ...shapes) };
  }
  return inner?.def;
}

function stepInto(schema: z.ZodType | undefined, step: PropertyKey): z.ZodType | undefined {
  const { def } = withoutWrappers(schema) ?? {};
  return def?.shape?.[String(step)] ?? def?.valueType ?? def?.element;
}

/** Past what only makes it optional or gives it a default. */
function withoutWrappers(schema: z.ZodType | undefined): Inside | undefined {
  let inner = schema as unknown as Inside | undefined;
  while (inner?.def.innerType !== undefined) inner = inner.def.innerType as unknown as Inside;
  return inner;
}
