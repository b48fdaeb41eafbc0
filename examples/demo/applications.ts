/** Starts Cardea, and registers and starts the two applications; what Cardea is told, it is told by its command line. */
import { fileURLToPath } from 'node:url';
import type { Memory, Registration } from './memory.ts';
import type { Ports } from './ports.ts';
import type { Processes } from './processes.ts';

export type Places = {
  readonly cardea: string;
  readonly shop: string;
  readonly video: string;
  readonly guide: string;
};

type Demo = { readonly memory: Memory; readonly processes: Processes; readonly places: Places; readonly ports: Ports };

/** The product, exactly as `npm start` and `./cardea` run it. */
const cardeaProgram = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));

/** The settings of the demo's Cardea. Its people come from many networks, as people do; the proxy header says which. */
const cardeaSettings = ({ memory, places, ports }: Demo) => ({
  PORT: String(ports.cardea),
  PUBLIC_URL: places.cardea,
  DATA_DIR: memory.folder,
  TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
  LOG_LEVEL: 'warn',
});

export function placesOf(ports: Ports): Places {
  const at = (port: number) => `http://localhost:${port}`;
  return { cardea: at(ports.cardea), shop: at(ports.shop), video: at(ports.video), guide: at(ports.guide) };
}

export function startCardea(demo: Demo): Promise<void> {
  return demo.processes.start('Cardea', [cardeaProgram], cardeaSettings(demo));
}

/** A link that makes whoever has this address an owner, once. */
export async function inviteOwner({ memory, processes, places, ports }: Demo, email: string): Promise<string> {
  const said = await processes.run(
    'Inviting the owner',
    [cardeaProgram, 'admin', 'create', '--json', '--email', email],
    cardeaSettings({ memory, processes, places, ports }),
  );
  return (JSON.parse(said) as { readonly link: string }).link;
}

export async function startApplications(demo: Demo): Promise<void> {
  const { places, ports } = demo;
  await Promise.all([
    startApplication(demo, { name: 'Fennel & Oak', folder: 'shop', origin: places.shop, port: ports.shop }),
    startApplication(demo, { name: 'Lantern', folder: 'video', origin: places.video, port: ports.video }),
  ]);
}

type ExampleApplication = {
  readonly name: string;
  readonly folder: 'shop' | 'video';
  readonly origin: string;
  readonly port: number;
};

async function startApplication(demo: Demo, application: ExampleApplication): Promise<void> {
  const { name, folder, origin, port } = application;
  const { clientId, clientSecret } = demo.memory.registrationAt(origin) ?? (await register(demo, application));
  const program = fileURLToPath(new URL(`../${folder}/main.ts`, import.meta.url));
  await demo.processes.start(name, [program], {
    ISSUER: demo.places.cardea,
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    PORT: String(port),
  });
}

async function register(demo: Demo, { name, folder, origin }: ExampleApplication): Promise<Registration> {
  const words = ['applications', 'register', '--json', '--name', name];
  const addresses = [
    ...['--redirect-uri', `${origin}/callback`],
    ...['--post-logout-redirect-uri', `${origin}/signed-out`],
    ...['--backchannel-logout-uri', `${origin}/back-channel-logout`],
  ];
  // The shop is the business itself; Lantern is somebody else, so people are asked.
  const whose = folder === 'shop' ? ['--first-party'] : [];
  const said = await demo.processes.run(
    `Registering ${name}`,
    [cardeaProgram, ...words, ...addresses, ...whose],
    cardeaSettings(demo),
  );
  const { client_id: clientId, client_secret: clientSecret } = JSON.parse(said) as {
    readonly client_id: string;
    readonly client_secret: string;
  };
  const registration = { clientId, clientSecret };
  demo.memory.rememberRegistration(origin, registration);
  return registration;
}
