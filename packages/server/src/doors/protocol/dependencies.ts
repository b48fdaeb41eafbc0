/** What the protocol door needs from the house, and the few things it is lent by the pages. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database } from '../../foundation/database/index.ts';
import type { Certificate } from '../../foundation/encryption/index.ts';
import type { ProblemError } from '../../foundation/errors/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Account } from '../../rooms/account/index.ts';
import type { Applications } from '../../rooms/applications/index.ts';
import type { Authentication } from '../../rooms/authentication/index.ts';
import type { Consents } from '../../rooms/consents/index.ts';
import type { Gate } from '../../rooms/gate/index.ts';
import type { Protection } from '../../rooms/protection/index.ts';
import type { Release } from '../../rooms/release/index.ts';
import type { Sessions } from '../../rooms/sessions/index.ts';
import type { Tenants } from '../../rooms/tenants/index.ts';

/** The cookies of the pages: one browser, one session, whichever door it comes through. */
export type BrowserCookies = {
  readonly isSecure: boolean;
  nameOf(cookie: 'browser' | 'session'): string;
  read(request: FastifyRequest, cookie: 'browser' | 'session'): string | null;
  clearSession(reply: FastifyReply): FastifyReply;
};

export type ProtocolDependencies = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tenants: Tenants;
  readonly applications: Applications;
  readonly consents: Consents;
  readonly sessions: Sessions;
  readonly account: Account;
  readonly gate: Gate;
  readonly release: Release;
  readonly protection: Protection;
  readonly authentication: Authentication;
  /** How many connections to the database there are. */
  readonly connections: number;
  /** The authorities whose client certificates count, of which there may be none; null where no certificates arrive. */
  readonly clientCertificates: { readonly authorities: readonly Certificate[] } | null;
  /** Whether applications may live on this machine. */
  readonly development: boolean;
  readonly cookies: BrowserCookies;
  localeOf(request: FastifyRequest): string;
  renderRefusal(request: FastifyRequest, problem: ProblemError): string;
};

/** Seconds since the epoch, as tokens count time. */
export function epoch(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
