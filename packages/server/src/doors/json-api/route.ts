/**
 * What both JSON doors say of a route. Routes of the server and the OpenAPI document are derived from it, so neither can
 * say what the other does not do.
 */
import type { ErrorCode } from '@cardea/contract';
import type { z } from 'zod';

/** The part of a route that a reader of the document sees, whichever door serves it. */
export type RouteShape<Body extends z.ZodType, Query extends z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in OpenAPI: `/api/flows/{flow_id}`. */
  readonly path: string;
  /** The operation's name in the document and in generated clients. */
  readonly operation: string;
  readonly summary: string;
  readonly body?: Body;
  readonly query?: Query;
  readonly status: 200 | 201 | 202 | 204;
  /** What is answered; nothing with 204. */
  readonly answer?: z.ZodType;
  /** Refusals besides those that every route of its kind has. */
  readonly errors: readonly ErrorCode[];
  /** The answer carries an `ETag`, and a change must bring it back as `If-Match`. */
  readonly version?: 'answered' | 'required';
  /** Takes an `Idempotency-Key`. */
  readonly isRepeatable?: boolean;
  /** How large a body may be, where it may be larger than elsewhere. */
  readonly mostBytes?: number;
};

/** A route as the document shows it: its shape, and what its door does with every route of its kind. */
export type DocumentedRoute = RouteShape<z.ZodType, z.ZodType> & {
  readonly tag: string;
  /** Security requirements of OpenAPI. */
  readonly security: readonly object[];
  /** Refusals that every route of its kind has. */
  readonly commonErrors: readonly ErrorCode[];
  /** Headers that may be sent, by name. */
  readonly headers: Readonly<Record<string, string>>;
};

/** The methods of each path that a table holds. */
export function methodsByPath(routes: readonly Pick<DocumentedRoute, 'method' | 'path'>[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}

/** `/api/flows/{flow_id}` as the router writes it. */
export function toRouterPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
