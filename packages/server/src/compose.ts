/**
 * The roof: every room is opened here, in floor order, by plain constructor calls. Only this file and `main.ts` see
 * all of the house.
 */
import type { FastifyInstance } from 'fastify';
import { registerHealth } from './doors/health/index.ts';
import { createListener } from './doors/listener/index.ts';
import {
  createCookies,
  createRenderer,
  createThemes,
  localeOf,
  type PageDependencies,
  pseudoLocale,
  registerPages,
  renderRefusal,
} from './doors/pages/index.ts';
import { registerProtocol } from './doors/protocol/index.ts';
import type { Clock } from './foundation/clock/index.ts';
import type { Settings } from './foundation/config/index.ts';
import type { Database } from './foundation/database/index.ts';
import { createEncryption, createPepper, type MasterKey } from './foundation/encryption/index.ts';
import { createHashing } from './foundation/hashing/index.ts';
import { createJobs } from './foundation/jobs/index.ts';
import type { Logger } from './foundation/logging/index.ts';
import type { Metrics } from './foundation/telemetry/index.ts';
import { createAccount } from './rooms/account/index.ts';
import { type Applications, createApplications } from './rooms/applications/index.ts';
import { createAuthentication } from './rooms/authentication/index.ts';
import { createConsents } from './rooms/consents/index.ts';
import { createCredentials } from './rooms/credentials/index.ts';
import { createCustomers } from './rooms/customers/index.ts';
import { createGate } from './rooms/gate/index.ts';
import { createLedger } from './rooms/ledger/index.ts';
import {
  createMailRenderer,
  createMessaging,
  createOutbox,
  createSmtpTransport,
  createTranslations,
  purgeMessages,
} from './rooms/messaging/index.ts';
import { createPrivacy } from './rooms/privacy/index.ts';
import { createProofs } from './rooms/proofs/index.ts';
import { createProtection } from './rooms/protection/index.ts';
import { createRegistration, signUpMessage } from './rooms/registration/index.ts';
import { createRelease } from './rooms/release/index.ts';
import { createOperatorEnds, createSessions } from './rooms/sessions/index.ts';
import { createTenants, deriveTheme, type Tenants } from './rooms/tenants/index.ts';

export type Ground = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly masterKey: MasterKey;
};

export type House = {
  readonly app: FastifyInstance;
  readonly tenants: Tenants;
  readonly applications: Applications;
  /** Starts what works in the background: ledger readers and jobs. */
  start(): Promise<void>;
  /** Stops taking requests, lets running work finish, and stops. The database is the caller's to close. */
  stop(): Promise<void>;
};

/** Builds the whole server over an open database; nothing listens or runs until it is asked to. */
export async function composeHouse(ground: Ground): Promise<House> {
  const { settings, clock, logger, metrics, database, masterKey } = ground;
  const { publicUrl, developmentHosts, development } = settings;

  // foundation
  const encryption = createEncryption({ masterKey, clock });
  const hashing = createHashing({ pepper: createPepper(masterKey), clock, metrics });
  const jobs = createJobs({ database, logger });

  // rooms, floor by floor
  const ledger = createLedger({ database, encryption, jobs, clock, logger, metrics });
  const tenants = createTenants({ database, encryption, ledger, jobs, clock, logger, publicUrl, developmentHosts });
  const applications = createApplications({ database, ledger, tenants, development });
  const customers = createCustomers({ encryption });
  const consents = createConsents({ ledger });
  const credentials = createCredentials({ hashing });
  const sessions = createSessions({ encryption, ledger, jobs });
  const operatorEnds = createOperatorEnds({ database, ledger, jobs, clock });
  const proofs = createProofs({ encryption });
  const gate = createGate({ database, sessions });
  const protection = createProtection({ database, ledger, logger });
  const release = createRelease({ database, encryption, customers, applications, consents });
  const translations = createTranslations({ derived: development ? [pseudoLocale] : [] });
  const authentication = createAuthentication({
    database,
    encryption,
    ledger,
    customers,
    credentials,
    sessions,
    gate,
    protection,
    metrics,
  });
  const registration = createRegistration({
    database,
    authentication,
    credentials,
    customers,
    ledger,
    proofs,
    protection,
    tenants,
  });
  const account = createAccount({ database, customers, sessions, applications, consents });
  const privacy = createPrivacy({
    database,
    jobs,
    clock,
    purges: [
      authentication.flows.purge,
      proofs.purge,
      protection.purgeBudgets,
      protection.purgeDevices,
      protection.purgeNetworks,
      sessions.purge,
      sessions.purgeProtocol,
      purgeMessages,
    ],
  });

  // messages: the ledger says what happened, the rooms say what to write
  const outbox = development ? createOutbox({ dataDirectory: settings.dataDirectory, clock }) : null;
  const transport = outbox ?? createSmtpTransport(smtpOf(settings));
  const messaging = createMessaging({
    database,
    ledger,
    jobs,
    transport,
    logger,
    metrics,
    renderMail: createMailRenderer({ translations, theme: deriveTheme() }),
    rules: { 'registration.requested': signUpMessage, 'verification.requested': signUpMessage },
    composers: { 'sign-up': registration.composer },
  });

  // doors
  const pages: PageDependencies = {
    settings,
    clock,
    translations,
    authentication,
    registration,
    account,
    gate,
    protection,
    renderer: createRenderer({ translations }),
    cookies: createCookies(publicUrl),
    themes: createThemes(),
  };
  const app = createListener({
    settings,
    tenants,
    logger,
    metrics,
    clock,
    renderRefusal: (request, problem) => renderRefusal(pages, request, problem),
  });
  registerHealth(app, { isReady: tenants.isReady });
  registerPages(app, pages, outbox);
  const protocol = registerProtocol(app, {
    database,
    clock,
    logger,
    tenants,
    applications,
    consents,
    sessions,
    account,
    gate,
    release,
    protection,
    authentication,
    development,
    connections: settings.databasePoolMax,
    cookies: pages.cookies,
    localeOf: (request) => localeOf(pages, request),
    renderRefusal: (request, problem) => renderRefusal(pages, request, problem),
  });

  return {
    app,
    tenants,
    applications,
    async start() {
      await ledger.refuseForeignPositions();
      await ledger.ensurePartitions();
      await tenants.ensureDefault();
      await jobs.start({
        ...ledger.tasks,
        ...messaging.tasks,
        ...privacy.tasks,
        ...operatorEnds.tasks,
        ...tenants.signingKeys.tasks,
        ...protocol.tasks,
      });
      messaging.reader.start();
      await privacy.schedulePurge();
      await operatorEnds.schedule();
      await tenants.signingKeys.schedule();
    },
    async stop() {
      // Each part is stopped, whatever becomes of the one before it.
      for (const part of [() => app.close(), hashing.close, messaging.reader.stop, jobs.stop, transport.close]) {
        await Promise.resolve(part()).catch((error: unknown) => logger.error('A part did not stop cleanly', { error }));
      }
    },
  };
}

function smtpOf(settings: Settings): { url: string; from: string } {
  const { smtpUrl, mailFrom } = settings;
  // The settings refuse to be read without these two outside development.
  if (smtpUrl === undefined || mailFrom === undefined) throw new Error('SMTP_URL and MAIL_FROM are needed');
  return { url: smtpUrl, from: mailFrom };
}
