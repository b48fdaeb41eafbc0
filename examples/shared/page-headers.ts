/** The headers of every answer: nothing inline, nothing from elsewhere, no frames. */
export function pageHeaders(issuer: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self' data:",
      // A form that signs in, pays or signs out is answered with a redirect to Cardea, and browsers look there too.
      `form-action 'self' ${issuer}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    // Not no-referrer: browsers would then say `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
