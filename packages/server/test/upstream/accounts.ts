/** People who have an account upstream. What a test changes here is what the upstream says from then on. */
export type UpstreamAccount = {
  /** What they type into the form there. */
  readonly login: string;
  readonly subject: string;
  email?: string;
  /** Whatever a provider may claim it to be, the string "true" included. */
  emailVerified?: unknown;
  name?: string;
  /** Further claims. */
  more?: Record<string, unknown>;
};

export type Accounts = Map<string, UpstreamAccount>;

/** Anna, whose address is proven there, Ben, whose is not, Cleo, who has none, and Dora, who says so by a word. */
export function someAccounts(): Accounts {
  const all: readonly UpstreamAccount[] = [
    {
      login: 'anna',
      subject: '248289761001',
      email: 'anna@upstream.example',
      emailVerified: true,
      name: 'Anna Upstream',
    },
    {
      login: 'ben',
      subject: '248289761002',
      email: 'ben@upstream.example',
      emailVerified: false,
      name: 'Ben Upstream',
    },
    { login: 'cleo', subject: '248289761003', name: 'Cleo Upstream' },
    { login: 'dora', subject: '248289761004', email: 'dora@upstream.example', emailVerified: 'true', name: 'Dora' },
  ];
  return new Map(all.map((account) => [account.login, account]));
}

/** OpenID Connect Core 1.0, section 5.1. */
export function claimsOf({ subject, email, emailVerified, name, more }: UpstreamAccount): Record<string, unknown> {
  return {
    sub: subject,
    ...(email === undefined ? {} : { email }),
    ...(emailVerified === undefined ? {} : { email_verified: emailVerified }),
    ...(name === undefined ? {} : { name }),
    ...more,
  };
}
