/** The buttons of the connections that a journey may begin with. */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { PageDependencies } from './page.ts';
import type { ConnectionButton } from './views/connection-models.ts';

/** All that the application of the journey offers; none where they are no way in on the way ahead. */
export async function connectionButtons(
  deps: Pick<PageDependencies, 'authentication'>,
  { tenant }: Pick<FastifyRequest, 'tenant'>,
  first: readonly string[],
  {
    flow,
    begins,
    applicationId = null,
  }: {
    readonly flow: string;
    readonly begins: 'sign-in' | 'account';
    readonly applicationId: string | null | undefined;
  },
): Promise<{ connections?: readonly ConnectionButton[] }> {
  if (!first.includes('connection')) return {};
  const offered = await deps.authentication.connections.offered(tenant, applicationId);
  const leading = offered.filter(({ makesAccounts }) => begins === 'sign-in' || makesAccounts);
  return { connections: leading.map((connection) => connectionButton(connection, flow)) };
}

/** The one connection that a refusal names, where that is why it refuses. */
export function homeNamedBy(error: unknown): Named | null {
  if (!(error instanceof ProblemError) || error.code !== 'connection.required' || error.connection === undefined)
    return null;
  const { connection: connectionId, name } = error.connection;
  return { connectionId, name };
}

type Named = { readonly connectionId: string; readonly name: string };

/** One, in this journey. */
export function connectionButton({ connectionId, name }: Named, flow: string): ConnectionButton {
  const [first] = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name.trim());
  return {
    name,
    mark: (first?.segment ?? '').toLocaleUpperCase('en'),
    href: `/sign-in/with/${connectionId}?flow=${flow}`,
  };
}
