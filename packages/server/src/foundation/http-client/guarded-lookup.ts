/**
 * Resolves a name for a connection and hands over only addresses that may be reached. The socket connects to exactly
 * what is returned here, so a name that changes its address between check and use (DNS rebinding) gains nothing.
 */
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

export function guardedLookup(resolve: Resolve, allowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        // One forbidden address condemns the name: an honest public name has none.
        if (first === undefined || !found.every(({ address }) => allowed(address))) {
          const refusal: NodeJS.ErrnoException = new Error('The name leads to an address that may not be reached.');
          refusal.code = 'ADDRESS_REFUSED';
          callback(refusal, '', 4);
        } else if (options.all === true) {
          callback(
            null,
            found.map(({ address, family }) => ({ address, family })),
          );
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 4),
    );
  };
}
