/**
 * What a preview may do: be looked at, inside a page of its own tenant. It has no origin, so it reaches no cookie and no
 * storage; it runs nothing, sends nothing and leads nowhere. Mails bring their style along, hence the inline styles.
 */
export function previewPolicy(origin: string): string {
  return [
    'sandbox',
    "default-src 'none'",
    `style-src ${origin} 'unsafe-inline'`,
    `img-src ${origin}`,
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${origin}`,
  ].join('; ');
}
