/** What src/generated must hold for an OpenAPI document: the types, and which calls may be repeated by name. */
import openapiTypescript, { astToString } from 'openapi-typescript';

const header = '/** Written from the OpenAPI document by `npm run generate -w packages/sdk`; not edited by hand. */\n';

type Operation = {
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses?: Readonly<Record<string, unknown>>;
};
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** File name → text. */
export async function generatedFiles(json: string): Promise<Readonly<Record<string, string>>> {
  const { paths, ...rest } = JSON.parse(json) as Document;
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
  const types = astToString(await openapiTypescript(JSON.stringify({ ...rest, paths: lean })));
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
