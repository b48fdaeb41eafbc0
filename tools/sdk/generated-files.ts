/** What src/generated must hold for an OpenAPI document: the types, and which calls may be repeated by name. */
import openapiTypescript, { astToString } from 'openapi-typescript';

const header = '/** Written from the OpenAPI document by `npm run generate -w packages/sdk`; not edited by hand. */\n';

// What has a default may be left out of a question.
const options = { defaultNonNullable: false };

type Operation = {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, unknown>>;
};
type Schemas = Readonly<Record<string, unknown>>;
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
};

/** File name → text. */
export async function generatedFiles(json: string): Promise<Readonly<Record<string, string>>> {
  const { paths, components, ...rest } = JSON.parse(json) as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  const repeatable = operations
    .filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'Idempotency-Key'))
    .map(({ name }) => `  '${name}',\n`)
    .toSorted();
  const lean = Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, withOneRefusal(operation)])),
    ]),
  );
  const types = astToString(
    await openapiTypescript(
      JSON.stringify({
        ...rest,
        components: {
          ...components,
          schemas: wholeAnswers(
            components.schemas,
            operations.map(({ operation }) => operation),
          ),
        },
        paths: lean,
      }),
      options,
    ),
  );
  return {
    'api.ts': `${header}${types}`,
    'repeatable.ts': `${header}export const repeatable: ReadonlySet<string> = new Set([\n${repeatable.join('')}]);\n`,
  };
}

/** Every refusal has the same form: told once for each operation instead of once for each status. */
function withOneRefusal({ responses = {}, ...operation }: Operation): Operation {
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const schema = { $ref: '#/components/schemas/Problem' };
  const refusal = { description: 'A refusal.', content: { 'application/problem+json': { schema } } };
  return { ...operation, responses: { ...Object.fromEntries(answers), default: refusal } };
}

/** An answer holds everything that has a default; only who asks may leave it out. */
function wholeAnswers(schemas: Schemas, operations: readonly Operation[]): Schemas {
  const asked = namedIn(
    operations.map(({ requestBody }) => requestBody),
    schemas,
  );
  const answered = namedIn(
    operations.map(({ responses }) => responses),
    schemas,
  );
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      answered.has(name) && !asked.has(name) ? withDefaults(schema) : schema,
    ]),
  );
}

/** The names of the schemas that something speaks of, and of those that they speak of. */
function namedIn(part: unknown, schemas: Schemas, found: Set<string> = new Set()): ReadonlySet<string> {
  for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    namedIn(schemas[name] ?? {}, schemas, found);
  }
  return found;
}

function withDefaults(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withDefaults);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, withDefaults(part)]));
  const { properties, required = [] } = parts as {
    properties?: Readonly<Record<string, unknown>>;
    required?: string[];
  };
  if (properties === undefined) return parts;
  const given = Object.entries(properties)
    .filter(([, part]) => typeof part === 'object' && part !== null && 'default' in part)
    .map(([name]) => name);
  return { ...parts, required: [...new Set([...required, ...given])] };
}
