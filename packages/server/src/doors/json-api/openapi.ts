/** The OpenAPI 3.1 document, derived from the route table and the schemas of the contract; nothing is written twice. */
import { apiSchemas, type ErrorCode, errorCatalogue, permissions, problem } from '@cardea/contract';
import { z } from 'zod';
import type { DocumentedRoute } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

export type OpenApiDocument = Json & {
  readonly info: Json & { readonly title: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Json & { readonly schemas: Readonly<Record<string, Json>> };
};

const tags = [
  { name: 'Journeys', description: 'Sign-in, registration and recovery in an interface of your own.' },
  { name: 'Account', description: 'What customers see of themselves and do for themselves.' },
  { name: 'Management', description: 'What administrators and services of the business do.' },
];

/** The document of the API at this address. */
export function toOpenApi(routes: readonly DocumentedRoute[], origin: string): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] as object, { [route.method.toLowerCase()]: operationOf(route) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cardea',
      version: '1',
      summary: 'Customer journeys, accounts and their management as JSON',
      description: 'Refusals are problem details with a stable code. Answers may grow: ignore what you do not know.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: origin }],
    tags,
    paths,
    components: { schemas: componentSchemas(), securitySchemes: securitySchemes(origin) },
  };
}

function operationOf(route: DocumentedRoute): Json {
  const { operation, summary, body, status, answer } = route;
  return {
    operationId: operation,
    summary,
    tags: [route.tag],
    security: route.security,
    parameters: parametersOf(route),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              [route.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json']: content(body),
            },
          },
        }),
    responses: {
      [status]: {
        description: answer === undefined ? 'Done.' : (apiSchemas.get(answer)?.description ?? 'Done.'),
        ...(route.version === undefined ? {} : { headers: { ETag: { schema: { type: 'string' } } } }),
        ...(answer === undefined ? {} : { content: { 'application/json': content(answer) } }),
      },
      ...refusalsOf(route),
    },
  };
}

function refusalsOf(route: DocumentedRoute): Json {
  const repeated: ErrorCode[] = route.isRepeatable ? ['request.repeated_differently', 'request.in_progress'] : [];
  const codes = [...new Set([...route.commonErrors, ...route.errors, ...repeated])];
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => [
      status,
      {
        description: these.map((code) => `\`${code}\`: ${errorCatalogue[code].text}`).join('\n\n'),
        content: { 'application/problem+json': content(problem) },
      },
    ]),
  );
}

function parametersOf(route: DocumentedRoute): Json[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = route.query === undefined ? undefined : toSchema(route.query)['properties'];
  const inQuery = Object.entries(query ?? {}).map(([name, schema]) => ({ name, in: 'query', schema }));
  const header = (name: string, description: string, required = false) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...inPath,
    ...inQuery,
    ...(route.version === 'required' ? [header('If-Match', 'The `ETag` of the version that this changes.', true)] : []),
    ...(route.isRepeatable
      ? [header('Idempotency-Key', 'A name for this call: repeated within a day, it is done once.')]
      : []),
    ...Object.entries(route.headers).map(([name, description]) => header(name, description)),
  ];
}

function content(schema: z.ZodType): Json {
  const { id, examples = [] } = apiSchemas.get(schema) ?? {};
  if (id === undefined) throw new Error('a schema of the API has no name');
  const [example] = examples;
  return { schema: { $ref: `#/components/schemas/${id}` }, ...(example === undefined ? {} : { example }) };
}

function componentSchemas(): Readonly<Record<string, Json>> {
  const { schemas } = z.toJSONSchema(apiSchemas, {
    io: 'input',
    metadata: apiSchemas,
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _schema, $id: _id, id: _name, ...rest } = schema as Json;
      return [id, rest];
    }),
  );
}

function toSchema(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input' }) as Json;
}

function securitySchemes(origin: string): Json {
  return {
    flow: {
      type: 'http',
      scheme: 'Flow',
      description: 'The `flow_token` of a journey: `Authorization: Flow <token>`.',
    },
    flowHeader: {
      type: 'apiKey',
      in: 'header',
      name: 'Cardea-Flow',
      description: 'The same token in a header of its own.',
    },
    customer: {
      type: 'oauth2',
      description: 'An access token of the customer, held by one of your own applications.',
      flows: {
        authorizationCode: {
          authorizationUrl: `${origin}/oauth/authorize`,
          tokenUrl: `${origin}/oauth/token`,
          refreshUrl: `${origin}/oauth/token`,
          scopes: {
            'account:read': 'See the account',
            'account:write': 'Change the account',
          },
        },
      },
    },
    management: {
      type: 'oauth2',
      description:
        'An access token for `<issuer>/api` with administrative scopes: of a service, or of an administrator.',
      flows: {
        clientCredentials: { tokenUrl: `${origin}/oauth/token`, scopes: permissions },
        authorizationCode: {
          authorizationUrl: `${origin}/oauth/authorize`,
          tokenUrl: `${origin}/oauth/token`,
          scopes: permissions,
        },
      },
    },
  };
}
