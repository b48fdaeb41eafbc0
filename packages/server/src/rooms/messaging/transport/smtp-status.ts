/** The enhanced status code in an answer of a mail server (RFC 3463): the one thing of it that is kept. */

/** `550 5.1.1 no such user` → `5.1.1`; an answer without one says no more than that it is for good. */
export function smtpStatus(response: unknown): string {
  const code = typeof response === 'string' ? /^5\d\d[ -](5\.\d{1,3}\.\d{1,3})(?= |$)/m.exec(response)?.[1] : undefined;
  return code ?? '5.0.0';
}
