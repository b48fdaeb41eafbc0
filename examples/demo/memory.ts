/**
 * What the demo remembers between two runs, in a file beside its data: the applications with their secrets, and whether
 * the people are all there. A run that was cut short while they were made begins again from nothing.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Registration = { readonly clientId: string; readonly clientSecret: string };

type Remembered = {
  /** Who runs it, if anybody: two demos on one folder would take it from each other. */
  processId: number | null;
  /** Whether the people are all there, the owner among them. */
  hasCast: boolean;
  /** Address of an application → how Cardea knows it there. */
  applications: Record<string, Registration>;
};

export type Memory = {
  readonly folder: string;
  readonly isPeopled: boolean;
  registrationAt(origin: string): Registration | undefined;
  rememberRegistration(origin: string, registration: Registration): void;
  rememberPeople(): void;
  /** Somebody else may run it now. */
  release(): void;
};

export function openMemory(folder: string): Memory {
  const file = path.join(folder, 'demo.json');
  const known = read(file);
  const other = known?.processId ?? process.pid;
  if (other !== process.pid && isRunning(other)) {
    throw new Error(`The demo runs already (process ${other}). Stop it first, or set DEMO_DATA_DIR to another folder.`);
  }
  if (known === null && existsSync(folder) && !isOurs(folder)) {
    throw new Error(`${folder} was not made by the demo, so it is left alone. Set DEMO_DATA_DIR to another folder.`);
  }
  if (known?.hasCast !== true) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The account that runs PostgreSQL must be able to walk through.
  chmodSync(folder, 0o711);
  const memory: Remembered =
    known?.hasCast === true
      ? { ...known, processId: process.pid }
      : { processId: process.pid, hasCast: false, applications: {} };
  const save = () => writeFileSync(file, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
  save();

  return {
    folder,
    isPeopled: memory.hasCast,
    registrationAt: (origin) => memory.applications[origin],
    rememberRegistration(origin, registration) {
      memory.applications[origin] = registration;
      save();
    },
    rememberPeople() {
      memory.hasCast = true;
      save();
    },
    release() {
      memory.processId = null;
      save();
    },
  };
}

/** An empty folder may be taken; anything else without our file belongs to somebody. */
function isOurs(folder: string): boolean {
  return readdirSync(folder).length === 0;
}

function read(file: string): Remembered | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Remembered) : null;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
