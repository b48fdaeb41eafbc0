/** Code to copy for the first sign-in of an application, written for its id and its issuer. */
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { native, next, php } from './others.ts';
import type { QuickStart, QuickStartApplication } from './quick-start.ts';
import { spa } from './spa.ts';

export type { QuickStart, QuickStartApplication, QuickStartFile } from './quick-start.ts';

const makers = [express, next, fastify, spa, php, native];

/** All quick starts for an application. A redirect address is put in where it suits the kind. */
export function quickStarts(application: QuickStartApplication): QuickStart[] {
  const { redirectUri, ...rest } = application;
  const isWeb = redirectUri !== undefined && /^https?:/.test(redirectUri);
  return makers.map((make) => {
    const suits = redirectUri !== undefined && (make === native) !== isWeb;
    return make(suits ? { ...rest, redirectUri } : rest);
  });
}
