/** A stylesheet or script that lies beside the code, read once. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

export function serveFile(app: FastifyInstance, path: string, files: readonly URL[], type: string): void {
  const content = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  app.get(path, async (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(content));
}
