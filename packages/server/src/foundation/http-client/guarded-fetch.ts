/**
 * The guarded client as `fetch` looks, for libraries that bring their own requests. In a development installation others
 * live on this machine too, on any port of it.
 */
import { createHttpClient } from './http-client.ts';

export function guardedFetch({
  development,
  ...limits
}: {
  readonly development: boolean;
  readonly timeoutMilliseconds?: number;
  readonly mostBytes?: number;
}): typeof globalThis.fetch {
  const outside = createHttpClient(limits);
  const clientFor = ({ hostname, host }: URL) =>
    development && (hostname === 'localhost' || hostname === '127.0.0.1')
      ? createHttpClient({ ...limits, developmentHosts: [host] })
      : outside;

  return async (target, init = {}) => {
    const url = new URL(String(target));
    const { body } = init;
    const answer = await clientFor(url).send({
      url: url.href,
      method: init.method === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(body === undefined || body === null ? {} : { body: String(body) }),
    });
    if (answer.outcome === 'failed') throw new Error(`The address could not be reached: ${answer.reason}.`);
    const type = String(answer.headers['content-type'] ?? 'application/json');
    const isEmpty = answer.status === 204 || answer.status === 304;
    const content = isEmpty ? null : new Uint8Array(answer.body);
    return new Response(content, { status: answer.status, headers: { 'content-type': type } });
  };
}
