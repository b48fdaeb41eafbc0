/**
 * The roof: the doors are hung into the rooms that compose-rooms.ts opens. Only these two files, and what starts them,
 * see all of the house.
 */
import type { FastifyInstance } from 'fastify';
import { composeRooms, type Ground } from './compose-rooms.ts';
import { registerCustomerApi } from './doors/customer-api/index.ts';
import { registerHealth } from './doors/health/index.ts';
import { createListener } from './doors/listener/index.ts';
import {
  answerRefusal,
  createCookies,
  createRenderer,
  createThemes,
  localeOf,
  type PageDependencies,
  registerPages,
  renderRefusal,
} from './doors/pages/index.ts';
import { registerProtocol } from './doors/protocol/index.ts';
import type { Applications } from './rooms/applications/index.ts';
import type { Registration } from './rooms/registration/index.ts';
import type { Tenants } from './rooms/tenants/index.ts';

export type House = {
  readonly app: FastifyInstance;
  readonly tenants: Tenants;
  readonly applications: Applications;
  readonly registration: Registration;
  /** Starts what works in the background: ledger readers and jobs. */
  start(): Promise<void>;
  /** Stops taking requests, lets running work finish, and stops. The database is the caller's to close. */
  stop(): Promise<void>;
};

/** Builds the whole server over an open database; nothing listens or runs until it is asked to. */
export async function composeHouse(ground: Ground): Promise<House> {
  const { settings, clock, logger, metrics, database } = ground;
  const rooms = composeRooms(ground);
  const { tenants, sessions, translations } = rooms;

  const pages: PageDependencies = {
    ...rooms,
    settings,
    clock,
    renderer: createRenderer({ translations }),
    cookies: createCookies(settings.publicUrl),
    themes: createThemes(),
  };
  const app = createListener({
    settings,
    tenants,
    logger,
    metrics,
    clock,
    renderRefusal: (request, problem) => answerRefusal(pages, request, problem),
  });
  registerHealth(app, { isReady: tenants.isReady });
  registerPages(app, pages, rooms.outbox);
  const protocol = registerProtocol(app, {
    ...rooms,
    database,
    clock,
    logger,
    development: settings.development,
    connections: settings.databasePoolMax,
    cookies: pages.cookies,
    localeOf: (request) => localeOf(pages, request),
    renderRefusal: (request, problem) => renderRefusal(pages, request, problem),
  });
  registerCustomerApi(app, {
    ...rooms,
    database,
    logger,
    requests: sessions.requests,
    direct: protocol.direct,
    readBearer: protocol.readBearer,
  });

  return {
    app,
    tenants,
    applications: rooms.applications,
    registration: rooms.registration,
    start: () => rooms.start(protocol.tasks),
    async stop() {
      // Each part is stopped, whatever becomes of the one before it.
      for (const part of [() => app.close(), ...rooms.stops]) {
        await Promise.resolve(part()).catch((error: unknown) => logger.error('A part did not stop cleanly', { error }));
      }
    },
  };
}
