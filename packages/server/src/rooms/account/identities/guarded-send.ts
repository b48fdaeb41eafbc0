/**
 * The way out to providers, through the guarded client: five seconds, a quarter of a megabyte, no redirects. In a
 * development installation providers live on this machine, on any port of it.
 */
import { createHttpClient, type HttpAnswer, type HttpRequest } from '../../../foundation/http-client/index.ts';

const limits = { timeoutMilliseconds: 5000, mostBytes: 256 * 1024 };

export function createGuardedSend({ development }: { readonly development: boolean }) {
  const outside = createHttpClient(limits);
  return (request: HttpRequest): Promise<HttpAnswer> => {
    const url = URL.parse(request.url);
    const isHere = development && (url?.hostname === 'localhost' || url?.hostname === '127.0.0.1');
    const client = url !== null && isHere ? createHttpClient({ ...limits, developmentHosts: [url.host] }) : outside;
    return client.send(request);
  };
}
