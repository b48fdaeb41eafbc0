/** `/.well-known/security.txt` (RFC 9116), for tenants that say where reports of weaknesses go. */
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { PageDependencies } from '../page.ts';

const path = '/.well-known/security.txt';
const halfYearMilliseconds = 180 * 24 * 60 * 60 * 1000;

export function securityContactRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { origin, settings } = request.tenant;
    const { contacts, policy } = settings.securityContact;
    if (contacts === undefined) throw new ProblemError('request.not_found');
    // A day of the calendar, so that the file does not differ from one request to the next.
    const expires = new Date(deps.clock.now().getTime() + halfYearMilliseconds).toISOString().slice(0, 10);
    const lines = [
      ...contacts.map((contact) => `Contact: ${contact}`),
      `Expires: ${expires}T00:00:00.000Z`,
      `Canonical: ${origin}${path}`,
      `Preferred-Languages: ${deps.translations
        .offered(settings.languages)
        .map(({ tag }) => tag)
        .filter((tag) => !tag.includes('-X'))
        .join(', ')}`,
      ...(policy === undefined ? [] : [`Policy: ${policy}`]),
    ];
    return reply
      .header('cache-control', 'public, max-age=3600')
      .type('text/plain; charset=utf-8')
      .send(`${lines.join('\n')}\n`);
  });
}
