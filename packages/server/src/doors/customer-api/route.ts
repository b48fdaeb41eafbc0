/** One entry of the route table: what an address takes, answers and refuses, and what a call of it is given. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Visitor } from '../../rooms/authentication/index.ts';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import type { Arrival } from '../../rooms/protection/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { RouteShape } from '../json-api/index.ts';

/**
 * `none`: nothing is presented. `flow`: the token of a journey. `read`, `write`: a customer's access token with the
 * scope `account:read` or `account:write`.
 */
export type RouteAccess = 'none' | 'flow' | 'read' | 'write';

export type Call<Body, Query> = {
  readonly request: FastifyRequest;
  readonly tenant: Tenant;
  /** The language of this request. */
  readonly locale: string;
  readonly body: Body;
  readonly query: Query;
  readonly params: Readonly<Record<string, string>>;
  /** Who asks; the token of a journey stands where a browser's secret would. */
  readonly visitor: Visitor & { readonly browserSecret: string; readonly deviceSecret: string };
  /** The session behind the access token. Asking for it where none is presented is a mistake of ours. */
  session(): CurrentSession;
};

export type Answer = {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The customer's attributes that the body holds, by name: they are counted before it leaves. */
  readonly attributes?: readonly string[];
};

type Definition<Body extends z.ZodType, Query extends z.ZodType> = RouteShape<Body, Query> & {
  readonly access: RouteAccess;
  /** What somebody arrives for here: work may be asked of them before anything is looked up. */
  readonly arrivesFor?: Arrival['action'];
  handle(call: Call<z.output<Body>, z.output<Query>>): Promise<Answer>;
};

export type ApiRoute = Definition<z.ZodType, z.ZodType>;

/** A route, typed by its own schemas. */
export function defineRoute<Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  definition: Definition<Body, Query>,
): ApiRoute {
  return {
    ...definition,
    // Bodies and queries are parsed by these very schemas before a call is made.
    handle: (call) => definition.handle(call as Call<z.output<Body>, z.output<Query>>),
  };
}
