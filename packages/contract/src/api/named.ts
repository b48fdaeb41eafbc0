/**
 * The schemas of the JSON API, each under the name it has in the OpenAPI document. Requests are strict: a field nobody
 * asked for is refused, never assigned in passing. Answers may grow, so clients must ignore what they do not know.
 */
import { z } from 'zod';

type Naming = { readonly id: string; readonly description: string; readonly examples?: readonly unknown[] };

/** Every named schema; the OpenAPI document and its examples are derived from it. */
export const apiSchemas = z.registry<Naming>();
/** The same by name. */
export const namedSchemas = new Map<string, z.ZodType>();

/** Registers a schema under its name, with an example that is checked against it. */
export function named<Schema extends z.ZodType>(
  id: string,
  description: string,
  schema: Schema,
  example?: z.input<Schema>,
): Schema {
  namedSchemas.set(id, schema);
  apiSchemas.add(schema, { id, description, ...(example === undefined ? {} : { examples: [example] }) });
  return schema;
}
