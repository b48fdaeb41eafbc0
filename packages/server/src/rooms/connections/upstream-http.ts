/**
 * The way to providers: guarded, five seconds for everything, no more than a provider has to say (F22). In a development
 * installation providers may be on this machine, on any port of it.
 */
import { createHttpClient, type HttpClient } from '../../foundation/http-client/index.ts';
import { isLoopbackAddress } from './addresses.ts';

const limits = { timeoutMilliseconds: 5000, mostBytes: 512 * 1024 };

/** The client for an address. */
export function upstreamHttp({ development }: { readonly development: boolean }): (url: string) => HttpClient {
  const outside = createHttpClient(limits);
  return (url) =>
    development && isLoopbackAddress(url)
      ? createHttpClient({ ...limits, developmentHosts: [new URL(url).host] })
      : outside;
}
