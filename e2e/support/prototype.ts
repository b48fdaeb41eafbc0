/**
 * What the first start of a server leaves in its DATA_DIR, made once for a run of journeys: each server of the run begins
 * with a copy, because making a database and bringing it up to date takes longer than the rest of a start. The demo, the
 * guides, the proofs and this file go on starting for the first time.
 */
import { rmSync } from 'node:fs';
import { makeFolder, prototypeVariable, startServerIn } from './server.ts';

let folder: string | undefined;

/** Vitest calls it before it starts the workers, which have its environment. */
export async function setup(): Promise<void> {
  folder = makeFolder();
  try {
    const server = await startServerIn(folder);
    await server.stop();
    if (server.setUpPath === '') throw new Error('The first start printed no set-up link.');
    process.env[prototypeVariable] = folder;
  } catch (error) {
    // Nobody is told to tidy up after a setup that failed.
    teardown();
    throw error;
  }
}

export function teardown(): void {
  delete process.env[prototypeVariable];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
