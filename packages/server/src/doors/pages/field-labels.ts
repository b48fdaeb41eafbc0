/** What a field is called where it takes more than its name says. */
import type { FastifyRequest } from 'fastify';
import { localeOf, type PageDependencies, wordsOf } from './page.ts';

/** The field of an address that takes a number too. */
export const numberLabel = (deps: PageDependencies, request: FastifyRequest): Readonly<Record<string, string>> => ({
  email: wordsOf(deps, request).translator(localeOf(deps, request))('pages:labels.email_or_phone'),
});
