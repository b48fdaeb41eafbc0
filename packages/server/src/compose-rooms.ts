/**
 * The rooms of the house, opened in floor order by plain constructor calls, and what they do in the background. The
 * doors are hung in compose.ts.
 */
import { messagesOf } from './compose-messages.ts';
import { purgesOf } from './compose-purges.ts';
import { createRenderer, pseudoLocale, tryPages } from './doors/pages/index.ts';
import type { Clock } from './foundation/clock/index.ts';
import { isLoopbackHost, type Settings } from './foundation/config/index.ts';
import type { Database } from './foundation/database/index.ts';
import { createEncryption, createPepper, type MasterKey } from './foundation/encryption/index.ts';
import { createGeography } from './foundation/geography/index.ts';
import { createHashing } from './foundation/hashing/index.ts';
import { createHttpClient, createTextRecords } from './foundation/http-client/index.ts';
import { createJobs } from './foundation/jobs/index.ts';
import type { Logger } from './foundation/logging/index.ts';
import type { Metrics } from './foundation/telemetry/index.ts';
import { createValkey } from './foundation/valkey/index.ts';
import { createAccess } from './rooms/access/index.ts';
import {
  createAccount,
  createAccountIdentifiers,
  createAccountIdentities,
  createAccountLife,
  createAccountPasskeys,
  createDeviceRequests,
  createSecondFactors,
} from './rooms/account/index.ts';
import { createAdministration, ownerNotices } from './rooms/administration/index.ts';
import { createApplications, isPictureUsed } from './rooms/applications/index.ts';
import { createAuthentication } from './rooms/authentication/index.ts';
import { createConfiguration } from './rooms/configuration/index.ts';
import { createConnections } from './rooms/connections/index.ts';
import { createConsents } from './rooms/consents/index.ts';
import { createCredentials, leakedPasswordsOf } from './rooms/credentials/index.ts';
import { beginSweeps, countHolders, createCustomers, indexNextCustomers } from './rooms/customers/index.ts';
import { createDirectory, createMoving } from './rooms/directory/index.ts';
import { createGate } from './rooms/gate/index.ts';
import { createLedger } from './rooms/ledger/index.ts';
import {
  createMailRenderer,
  createMailServers,
  createMessaging,
  createOutbox,
  createSms,
  createSmsRenderer,
  createSmsRoutes,
  createTranslations,
  createWording,
  tryMails,
} from './rooms/messaging/index.ts';
import { createPrivacy } from './rooms/privacy/index.ts';
import { createProofs } from './rooms/proofs/index.ts';
import { createDetection, createProtection, createRepeats, type LevelFor } from './rooms/protection/index.ts';
import { createRecovery } from './rooms/recovery/index.ts';
import { createRegistration } from './rooms/registration/index.ts';
import { createRelease } from './rooms/release/index.ts';
import { createOperatorEnds, createSessions } from './rooms/sessions/index.ts';
import { createTenants, deriveTheme, indexAttributesTask } from './rooms/tenants/index.ts';

export type Ground = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly masterKey: MasterKey;
  /** In the place of what detection decides. */
  readonly levelFor?: LevelFor | undefined;
  /** Whether attacks are looked for, where a tenant has them looked for; always, but in tests. */
  readonly detects?: boolean;
};

type Tasks = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

/** Opens every room over an open database; nothing runs until it is started. */
export function composeRooms(ground: Ground) {
  const { settings, clock, logger, metrics, database, masterKey } = ground;
  const { publicUrl, developmentHosts, development } = settings;

  // foundation
  const encryption = createEncryption({ masterKey, clock });
  const hashing = createHashing({ pepper: createPepper(masterKey), clock, metrics });
  const jobs = createJobs({ database, logger });
  const geography = createGeography({ files: settings.geographyFiles ?? [] });
  const { valkeyUrl } = settings;
  const valkey = valkeyUrl === undefined ? null : createValkey({ url: valkeyUrl, clock, logger });

  // rooms, floor by floor
  const ledger = createLedger({ database, encryption, jobs, clock, logger, metrics });
  const textRecords = createTextRecords();
  const tenants = createTenants({
    database,
    encryption,
    ledger,
    jobs,
    clock,
    logger,
    ...{ publicUrl, developmentHosts, development },
    countHolders,
    isPictureUsed,
    textRecords,
    http: createHttpClient({ timeoutMilliseconds: 5000, mostBytes: 4096 }),
  });
  const { profileSchema } = tenants;
  const isLoopback = isLoopbackHost(publicUrl.hostname) && isLoopbackHost(settings.host);
  const access = createAccess({ database, ledger, isLoopback });
  const customers = createCustomers({ encryption, ledger, profileSchema });
  const { clientCertificates: shown } = settings;
  const certificates = shown === undefined ? 'none' : shown.authorities === undefined ? 'bound' : 'full';
  const applications = createApplications({
    ...{ database, ledger, tenants, development, certificates, isFormerSubject: customers.isFormerSubject },
    knownConnections: async (tx, tenantId, ids) => new Set((await connections.holdWithin(tx, tenantId, ids)).keys()),
  });
  const consents = createConsents({ ledger });
  const credentials = createCredentials({ hashing, encryption, leaked: leakedPasswordsOf(settings, ground) });
  const connections = createConnections({
    ...{ database, encryption, ledger, tenants, clock, textRecords, development },
    lockRemoval: (tx, tenantId, author) => applications.within(tx, author).lockOffers(tenantId),
    async beforeRemoval(tx, held, author) {
      await credentials.identities.connectionGoes(tx, jobs, { ...held.connection, reached: JSON.stringify(held) });
      await applications.within(tx, author).withdrawConnection(held.connection);
    },
  });
  const sessions = createSessions({ encryption, ledger, jobs });
  const operatorEnds = createOperatorEnds({ database, ledger, jobs, clock });
  const proofs = createProofs({ encryption });
  const gate = createGate({ database, sessions });
  const networkOf = (address: string) => geography.placeOf(address).network?.asn.toString() ?? null;
  const detection = createDetection({
    ...{ database, encryption, ledger, jobs, tenants, clock, logger, networkOf },
    standsForMany: (address) => protection.unlistedProxies.has(address),
    detects: ground.detects ?? true,
  });
  const levelFor = ground.levelFor ?? detection.levelFor;
  const protection = createProtection({
    ...{ database, encryption, clock, ledger, logger, detection, levelFor, networkOf, valkey },
    trustedProxies: settings.trustedProxies,
    isPrivate: (address) => geography.placeOf(address).isPrivate,
  });
  const release = createRelease({ database, encryption, ledger, customers, applications, consents, profileSchema });
  const translations = createTranslations({ derived: development ? [pseudoLocale] : [] });
  const renderer = createRenderer({ translations });
  const renderMail = createMailRenderer({ translations, theme: deriveTheme(), placeOf: geography.placeOf });
  const wording = createWording({
    ...{ database, ledger, tenants, translations },
    trials: [
      (texts, locale) => tryMails(renderMail, texts, locale),
      (texts, locale) => tryPages({ renderer, translations }, texts, locale),
    ],
  });
  const outbox = development ? createOutbox({ dataDirectory: settings.dataDirectory, clock }) : null;
  const sms = createSms({
    database,
    encryption,
    ledger,
    tenants,
    routes: createSmsRoutes(settings, clock),
    outbox: settings.smsRoutes === undefined ? (outbox?.sms ?? null) : null,
    noteDistrusted: detection.distrusted,
  });
  const authentication = createAuthentication({
    database,
    clock,
    connections,
    development,
    encryption,
    ledger,
    applications,
    customers,
    credentials,
    sessions,
    proofs,
    gate,
    protection,
    signingKeys: tenants.signingKeys,
    tenants,
    ...{ sms, metrics, goOnRecovering: (tx, signIn) => recovery.goOnFromSignIn(tx, signIn) },
  });
  const journeys = { database, authentication, credentials, customers, ledger, proofs, protection, tenants };
  const administration = createAdministration({ ...journeys, access, applications, clock, encryption }, ownerNotices);
  const registration = createRegistration({ ...journeys, encryption, applications, sms });
  const recovery = createRecovery({ ...journeys, gate, sms });
  const elsewhere = { ...journeys, connections, sessions, jobs, clock, logger, development };
  const accountLife = createAccountLife({ ...elsewhere, access, applications, sms });
  const accountIdentifiers = createAccountIdentifiers({ ...journeys, sessions, sms });
  const accountIdentities = createAccountIdentities(elsewhere);
  const secondFactors = createSecondFactors({ ...journeys, sessions, sms });
  const accountPasskeys = createAccountPasskeys({ ...journeys, sessions });
  const account = createAccount({ ...journeys, sessions, applications, consents, release, profileSchema });
  const deviceRequests = createDeviceRequests({ ...journeys, sessions, applications, clock, consents, gate });
  const { inviteCustomer } = registration;
  const reading = { profileSchema, release, inviteCustomer };
  const moves = { clock, jobs, encryption, applications, connections, consents, ...reading };
  const moving = createMoving({ ...journeys, ...moves });
  const configuration = createConfiguration({
    ...{ database, ledger, tenants, applications, connections, wording, development, certificates },
  });
  const looking = {
    ...{ ...journeys, connections, encryption, jobs, access },
    ...{ profileSchema, applications, consents, sessions, release },
  };
  const directory = createDirectory(looking);
  const upkeep = { database, encryption, ledger, jobs, profileSchema, listTenantIds: tenants.listIds };
  const privacy = createPrivacy({
    ...{ database, jobs, clock },
    purges: purgesOf({ applications, authentication, credentials, customers, proofs, protection, sessions, upkeep }),
  });

  const transport = outbox ?? createMailServers(settings, clock);
  const messaging = createMessaging({
    database,
    ledger,
    jobs,
    tenants,
    customers,
    transport,
    sms: { transport: sms.transport, render: createSmsRenderer({ translations }) },
    logger,
    metrics,
    renderMail,
    ...messagesOf({ accountIdentifiers, accountLife, administration, authentication, recovery, registration }),
  });

  return {
    ...{ access, administration, accountIdentifiers, accountIdentities, account, accountLife, accountPasskeys },
    ...{ applications, authentication, configuration, connections, consents, deviceRequests, directory, encryption },
    ...{ gate, geography, moving, outbox, profileSchema, protection, recovery, registration, release, renderMail },
    ...{ renderer, secondFactors, sessions, sms, tenants, translations, wording },
    repeats: createRepeats({ database, encryption }),
    /** Whether Valkey counts; null where none is configured. */
    isValkeyThere: () => valkey?.isThere() ?? null,
    /** Starts ledger readers and jobs, those of the doors among them. */
    async start(tasksOfDoors: Tasks): Promise<void> {
      await valkey?.begin();
      await ledger.refuseForeignPositions();
      await ledger.ensurePartitions();
      await tenants.ensureDefault();
      const { bootstrapClient } = settings;
      const first = bootstrapClient && (await tenants.byHost(publicUrl.host));
      if (first && (await applications.makeBootstrapClient(first.tenantId, bootstrapClient)))
        logger.warn('BOOTSTRAP_CLIENT_ID was made a machine client that may do everything; disable it when it is done');
      await jobs.start({
        ...ledger.tasks,
        ...messaging.tasks,
        ...privacy.tasks,
        ...accountLife.tasks,
        ...detection.tasks,
        ...accountIdentities.tasks,
        ...moving.tasks,
        ...operatorEnds.tasks,
        ...tenants.signingKeys.tasks,
        ...directory.tasks,
        [indexAttributesTask]: (payload) => indexNextCustomers(upkeep, payload),
        ...tasksOfDoors,
      });
      messaging.reader.start();
      administration.reader.start();
      await beginSweeps(upkeep);
      await privacy.schedulePurge();
      await detection.start();
      await detection.scheduleDigest();
      await accountLife.scheduleClosing();
      await accountIdentities.scheduleRevocation();
      await operatorEnds.schedule();
      await tenants.signingKeys.schedule();
    },
    /** What is to be stopped, in this order, once nothing is asked any more. */
    stops: [
      detection.stop,
      credentials.leaked.close,
      hashing.close,
      messaging.reader.stop,
      administration.reader.stop,
      jobs.stop,
      transport.close,
      async () => valkey?.close(),
    ],
  };
}
