/** Secrets that were just made, until their page is left: in memory alone, so that a reload forgets them. */
const secrets = new Map<string, string>();

export function keepSecret(clientId: string, secret: string | null): void {
  if (secret !== null) secrets.set(clientId, secret);
}
export const secretOf = (clientId: string): string | undefined => secrets.get(clientId);
