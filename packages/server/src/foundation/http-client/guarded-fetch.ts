/** The guarded client as `fetch` looks, for libraries that bring their own requests. */
import { createInstallationClient, type InstallationLimits } from './installation-client.ts';

export function guardedFetch(limits: InstallationLimits): typeof globalThis.fetch {
  const client = createInstallationClient(limits);

  return async (target, init = {}) => {
    const url = new URL(String(target));
    const { body } = init;
    const answer = await client.send({
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
