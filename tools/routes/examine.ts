/**
 * The rules of the management table. A route that does not say who may call it, or shows more than it says, fails
 * `npm run check`. Pure: routes and the text of their files in, sentences out.
 */
import { permissionNames } from '../../packages/contract/src/index.ts';

export type RouteFacts = {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly permission: unknown;
  readonly mask: unknown;
  /** What is answered, as JSON Schema; null when nothing is. */
  readonly answer: unknown;
};

/** Path of a file → its text. */
export type Sources = Readonly<Record<string, string>>;

/** Only read or try out, though what is looked for is sent in a body. */
const reading: ReadonlySet<string> = new Set([
  'searchCustomers',
  'previewBranding',
  'planProfileSchema',
  'planConfiguration',
]);
/** The caller's own data. */
const ownData: ReadonlySet<string> = new Set(['readManagementCaller']);
/** What these are called, wherever they stand in an answer, they are somebody's. */
const personal: ReadonlySet<string> = new Set(['email', 'phone_number', 'username', 'personal']);

/** What is wrong with the table. */
export function examineRoutes(routes: readonly RouteFacts[], sources: Sources): string[] {
  return [...routes.flatMap(examineRoute), ...twice(routes), ...forgotten(routes, sources), ...besides(sources)];
}

function examineRoute({ method, path, operation, permission, mask, answer }: RouteFacts): string[] {
  const found: string[] = [];
  const say = (sentence: string) => found.push(`${operation || `${method} ${path}`} ${sentence}`);
  const known: readonly unknown[] = [...permissionNames, 'any'];
  if (!known.includes(permission)) say('declares no permission that exists');
  if (mask !== 'none' && mask !== 'customer') say('does not say whether it shows personal fields');
  if (!path.startsWith('/api/admin/')) say('lies outside of /api/admin');
  const isReading = method === 'GET' || reading.has(operation);
  if (!isReading && String(permission).endsWith(':read')) say('changes something and asks only for reading');
  if (mask === 'none' && !ownData.has(operation))
    for (const name of namesIn(answer)) if (personal.has(name)) say(`answers with ${name} and masks nothing`);
  return found;
}

function twice(routes: readonly RouteFacts[]): string[] {
  const names = routes.flatMap(({ method, path, operation }) => [`${method} ${path}`, operation]);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `${name} is there twice`,
  );
}

/** Routes that are written and stand in no table. */
function forgotten(routes: readonly RouteFacts[], sources: Sources): string[] {
  const served = new Set(routes.map(({ operation }) => operation));
  return Object.entries(sources)
    .filter(([file]) => file.includes('doors/admin-api/'))
    .flatMap(([file, text]) => [...text.matchAll(/\boperation: '(\w+)'/g)].map(([, name = '']) => ({ file, name })))
    .filter(({ name }) => !served.has(name))
    .map(({ file, name }) => `${name} in ${file} is not in the table`);
}

/** Addresses of the API that something else than the table would serve. */
function besides(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, text]) =>
    /\.(?:get|post|put|patch|delete|all)\(\s*['"`]\/api\/admin|url: ['"`]\/api\/admin/.test(text)
      ? [`${file} serves an address of /api/admin beside the table`]
      : [],
  );
}

function namesIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as { properties?: Readonly<Record<string, unknown>> };
  const own = Object.keys(properties ?? {});
  return [...own, ...Object.values(properties ?? {}).flatMap(namesIn), ...Object.values(rest).flatMap(namesIn)];
}
