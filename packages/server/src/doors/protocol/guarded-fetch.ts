/**
 * The engine's way out, to the keys that applications publish and the ends they want to hear of: through the guarded
 * client, as `fetch` looks. In a development installation applications live on this machine, on any port of it.
 */
import { createHttpClient } from '../../foundation/http-client/index.ts';

export function guardedFetch(options: { readonly development: boolean }): typeof globalThis.fetch {
  const outside = createHttpClient();
  const clientFor = ({ hostname, host }: URL) =>
    options.development && (hostname === 'localhost' || hostname === '127.0.0.1')
      ? createHttpClient({ developmentHosts: [host] })
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
