/**
 * The roof: the doors are hung into the rooms that compose-rooms.ts opens. Only these two files, and what starts them,
 * see all of the house.
 */
import type { FastifyInstance } from 'fastify';
import manifest from '../package.json' with { type: 'json' };
import { composeRooms, type Ground } from './compose-rooms.ts';
import { registerAdminApi } from './doors/admin-api/index.ts';
import { registerConsole } from './doors/console/index.ts';
import { registerCustomerApi } from './doors/customer-api/index.ts';
import { registerHealth } from './doors/health/index.ts';
import { registerReference } from './doors/json-api/index.ts';
import { createListener } from './doors/listener/index.ts';
import {
  answerRefusal,
  createCookies,
  createThemes,
  drawPreview,
  localeOf,
  type PageDependencies,
  registerPages,
  renderRefusal,
} from './doors/pages/index.ts';
import { registerProtocol } from './doors/protocol/index.ts';
import { registerReceipts } from './doors/receipts/index.ts';
import { finishRestore } from './finish-restore.ts';
import { readAuthorities } from './foundation/encryption/index.ts';
import type { Access } from './rooms/access/index.ts';
import type { Administration } from './rooms/administration/index.ts';
import type { Applications } from './rooms/applications/index.ts';
import type { Configuration } from './rooms/configuration/index.ts';
import type { Connections } from './rooms/connections/index.ts';
import type { Moving } from './rooms/directory/index.ts';
import type { Detection } from './rooms/protection/index.ts';
import type { Registration } from './rooms/registration/index.ts';
import type { Tenants } from './rooms/tenants/index.ts';

export type House = {
  readonly app: FastifyInstance;
  readonly tenants: Tenants;
  readonly applications: Applications;
  readonly connections: Connections;
  readonly moving: Moving;
  readonly registration: Registration;
  readonly access: Access;
  readonly administration: Administration;
  /** Where the first owner of the first tenant begins; null where there is one. */
  setUpLink(): Promise<string | null>;
  /** Nobody owns the first tenant yet. */
  needsOwner(): Promise<boolean>;
  readonly configuration: Configuration;
  readonly detection: Detection;
  /** Ends what a backup has brought back, and starts what works in the background: ledger readers and jobs. */
  start(): Promise<void>;
  /** Stops taking requests, lets running work finish, and stops. The database is the caller's to close. */
  stop(): Promise<void>;
};

/** Builds the whole server over an open database; nothing listens or runs until it is asked to. */
export async function composeHouse(ground: Ground): Promise<House> {
  const { settings, clock, logger, metrics, database } = ground;
  const { clientCertificates: shown } = settings;
  const rooms = composeRooms(ground);
  const { tenants, sessions } = rooms;

  const pages: PageDependencies = {
    ...rooms,
    settings,
    clock,
    cookies: createCookies(settings.publicUrl),
    themes: createThemes(),
  };
  const app = createListener({
    settings,
    tenants,
    logger,
    metrics,
    clock,
    onArrival: rooms.protection.unlistedProxies.note,
    renderRefusal: (request, problem) => answerRefusal(pages, request, problem),
  });
  registerHealth(app, { isReady: tenants.isReady, isValkeyThere: rooms.isValkeyThere });
  registerPages(app, pages, rooms.outbox);
  registerReceipts(app, rooms);
  registerConsole(app);
  const protocol = registerProtocol(app, {
    ...rooms,
    database,
    clock,
    logger,
    development: settings.development,
    clientCertificates: shown === undefined ? null : { authorities: readAuthorities(shown.authorities) },
    connections: settings.databasePoolMax,
    cookies: pages.cookies,
    localeOf: (request) => localeOf(pages, request),
    renderRefusal: (request, problem) => renderRefusal(pages, request, problem),
  });
  const customerRoutes = registerCustomerApi(app, {
    ...rooms,
    database,
    logger,
    requests: sessions.requests,
    direct: protocol.direct,
    readBearer: protocol.readBearer,
  });
  const adminRoutes = registerAdminApi(app, {
    ...rooms,
    database,
    clock,
    logger,
    readManagementToken: protocol.readManagementToken,
    actorOf: rooms.access.callerOf,
    drawPage: (wanted) => drawPreview(pages, wanted),
    installation: {
      version: manifest.version,
      publicUrl: settings.publicUrl.origin,
      development: settings.development,
      isEmbedded: settings.databaseUrl === undefined,
      trustsProxies: settings.trustedProxies.length > 0,
      startedAt: clock.now(),
    },
  });
  registerReference(app, [...customerRoutes, ...adminRoutes]);

  return {
    app,
    tenants,
    applications: rooms.applications,
    connections: rooms.connections,
    moving: rooms.moving,
    registration: rooms.registration,
    access: rooms.access,
    administration: rooms.administration,
    async setUpLink() {
      const first = await tenants.byHost(settings.publicUrl.host);
      return first && rooms.administration.setUpLink(first);
    },
    async needsOwner() {
      const first = await tenants.byHost(settings.publicUrl.host);
      return first !== null && (await rooms.access.owners(database.reader, first.tenantId)).length === 0;
    },
    configuration: rooms.configuration,
    detection: rooms.protection.detection,
    async start() {
      await finishRestore(settings, rooms);
      await rooms.start(protocol.tasks);
    },
    async stop() {
      // Each part is stopped, whatever becomes of the one before it.
      for (const part of [() => app.close(), ...rooms.stops]) {
        await Promise.resolve(part()).catch((error: unknown) => logger.error('A part did not stop cleanly', { error }));
      }
    },
  };
}
