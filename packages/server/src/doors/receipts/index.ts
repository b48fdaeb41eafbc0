/**
 * The door of receipts: providers of text messages report here what became of a message. A report is read as it came,
 * because its signature is over every byte; whoever cannot sign learns nothing and changes nothing.
 */
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import { receiptPath, type Sms } from '../../rooms/messaging/index.ts';

const mostBytes = 16 * 1024;

/** Takes `POST /webhooks/sms/:way`. */
export function registerReceipts(app: FastifyInstance, { sms }: { readonly sms: Pick<Sms, 'takeReceipt'> }): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    for (const type of ['application/json', 'application/x-www-form-urlencoded'])
      scope.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { way: string } }>(`${receiptPath}/:way`, { bodyLimit: mostBytes }, async (request, reply) => {
      const { url, params, headers, body, tenant } = request;
      const at = url.indexOf('?');
      const isBelieved = await sms.takeReceipt(tenant.tenantId, {
        way: params.way,
        query: at === -1 ? '' : url.slice(at),
        header(name) {
          const value = headers[name];
          return typeof value === 'string' ? value : undefined;
        },
        body: typeof body === 'string' ? body : '',
      });
      if (!isBelieved) throw new ProblemError('receipt.refused');
      return reply.status(204).send();
    });
  });
}
