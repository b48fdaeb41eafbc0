/** How this door refuses: problem details with a stable code, what is wrong with each field, and words for people. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemError, toProblem } from '../../foundation/errors/index.ts';
import { isFactor } from '../../rooms/authentication/index.ts';
import type { Translations } from '../../rooms/messaging/index.ts';

/** How old a proof may be for what is sensitive; the sessions room decides by the same measure. */
const freshSeconds = 600;

/** Sends the refusal. Fields are named by their place in the body that was sent. */
export function refuse(
  translations: Translations,
  request: FastifyRequest,
  reply: FastifyReply,
  { problem, locale }: { problem: ProblemError; locale: string },
): FastifyReply {
  const text = translations.translator(locale);
  const { fields, ...rest } = toProblem(problem, request.id);
  const body = request.body as { readonly profile?: object } | undefined;
  const errors = Object.entries(fields ?? {}).map(([name, textId]) => {
    const key = `pages:fields.${textId}`;
    return {
      pointer: pointerTo(body, name),
      text_id: textId,
      text: text(translations.has(key) ? key : 'pages:fields.invalid'),
    };
  });
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
  const challenge = challengeOf(problem);
  if (challenge !== null) reply.header('www-authenticate', challenge);
  const detailKey = `pages:problems.${problem.code}.text`;
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        ...rest,
        ...(translations.has(detailKey) ? { detail: text(detailKey) } : {}),
        ...(errors.length === 0 ? {} : { errors }),
      }),
    );
}

/** Rooms name attributes by themselves; in the body of a sign-up they lie within `profile`. */
function pointerTo(body: { readonly profile?: object } | undefined, name: string): string {
  const escaped = name.split('/').map((part) => part.replaceAll('~', '~0'));
  const isWithin = typeof body?.profile === 'object' && body.profile !== null && !(name in body);
  return `/${[...(isWithin ? ['profile'] : []), ...escaped].join('/')}`;
}

/** RFC 6750 and, where a fresher proof is all that is missing, RFC 9470. */
function challengeOf(problem: ProblemError): string | null {
  switch (problem.code) {
    case 'token.required':
      return 'Bearer';
    case 'token.invalid':
    case 'session.required':
      return 'Bearer error="invalid_token"';
    case 'token.unproven':
      return 'DPoP error="invalid_dpop_proof", algs="ES256 Ed25519"';
    case 'token.needs_nonce':
      return 'DPoP error="use_dpop_nonce", algs="ES256 Ed25519"';
    case 'token.insufficient_scope':
      return 'Bearer error="insufficient_scope"';
    case 'session.stale': {
      const challenge = `Bearer error="insufficient_user_authentication", error_description="A more recent proof is needed", max_age="${freshSeconds}"`;
      // Of whoever has a second factor, one is wanted: without a level a remembered browser would stand in for it.
      return problem.methods?.some(isFactor) === true ? `${challenge}, acr_values="urn:cardea:aal2"` : challenge;
    }
    default:
      return null;
  }
}
