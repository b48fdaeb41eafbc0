/** Text records of the DNS. An answer that cannot be had is told apart from one that says there is nothing. */
import { Resolver } from 'node:dns/promises';

export type TextRecords = (name: string) => Promise<readonly string[] | 'unreachable'>;

const absent: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the machine's own name servers, or these (`address` or `address:port`). */
export function createTextRecords(servers?: readonly string[]): TextRecords {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return async (name) => {
    try {
      // A long record comes in parts that belong together (RFC 7208, section 3.3).
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      return absent.has(code) ? [] : 'unreachable';
    }
  };
}
