/**
 * One entry of the management table. Each says which permission it asks for and what it may show of customers; a route
 * that says neither is no route.
 */
import type { Permission } from '@cardea/contract';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { RouteShape } from '../json-api/index.ts';
import type { AdminCaller, LedgerActor } from './caller.ts';

/** What the answer may hold of customers. `customer`: personal fields, which leave through `rooms/release` alone. */
export type Mask = 'none' | 'customer';

export type AdminCall<Body, Query> = {
  readonly request: FastifyRequest;
  readonly tenant: Tenant;
  /** The language of this request. */
  readonly locale: string;
  readonly body: Body;
  readonly query: Query;
  readonly params: Readonly<Record<string, string>>;
  readonly caller: AdminCaller;
  /** The caller as the ledger names them. */
  readonly actor: LedgerActor;
  /** Why personal fields are to be seen, from `Cardea-Reason`; null when nothing was said. */
  readonly reason: string | null;
  /** The tag of the version that was read, from `If-Match`; empty where the route asks for none. */
  readonly expectedVersion: string;
};

export type AdminAnswer = {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The version of what is answered; it leaves as `ETag`. */
  readonly version?: string;
};

type Definition<Body extends z.ZodType, Query extends z.ZodType> = RouteShape<Body, Query> & {
  /** What the caller must hold; `any`: whoever holds some permission. */
  readonly permission: Permission | 'any';
  /** What the caller must hold beside it, where a route touches two things at once. */
  readonly alsoPermission?: Permission;
  readonly mask: Mask;
  /** The budget that a caller pays from besides the one of every call, where a route costs much. */
  readonly budget?: 'management.configuration' | 'management.preview';
  handle(call: AdminCall<z.output<Body>, z.output<Query>>): Promise<AdminAnswer>;
};

export type AdminRoute = Definition<z.ZodType, z.ZodType>;

/** A route, typed by its own schemas. */
export function defineAdminRoute<Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  definition: Definition<Body, Query>,
): AdminRoute {
  return {
    ...definition,
    // Bodies and queries are parsed by these very schemas before a call is made.
    handle: (call) => definition.handle(call as AdminCall<z.output<Body>, z.output<Query>>),
  };
}
