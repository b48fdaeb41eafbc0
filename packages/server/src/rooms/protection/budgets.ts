/**
 * The budgets that stand before every door from the first day. Each is a burst and a pace; a few also count
 * consecutive refusals of a secret, which only a success resets (NIST SP 800-63B-4 §3.2.2: never more than 100).
 */
export type Budget = {
  /** How many may come at once. */
  readonly burst: number;
  /** Seconds until one more may come. */
  readonly paceSeconds: number;
  /** Consecutive failures after which the lane stays closed until a success by another way. */
  readonly failureLimit?: number;
  /** Whether a crash may lose what was charged in its last moments. */
  readonly mayBeForgotten?: true;
};

export const budgets = {
  // Guessing at one account, by browsers that have never signed in to it; and the lane of browsers that have.
  'sign-in.account': { burst: 10, paceSeconds: 360, failureLimit: 90 },
  // All that one customer is found by, together. So wide that it never tells which names belong to one person.
  'sign-in.customer': { burst: 95, paceSeconds: 60, failureLimit: 95 },
  'sign-in.account-known-device': { burst: 10, paceSeconds: 60, failureLimit: 10 },
  'sign-in.source': { burst: 50, paceSeconds: 12 },
  'sign-in.neighbourhood': { burst: 200, paceSeconds: 3 },
  // Guesses by one browser that has signed in before, at whatever accounts: a good name here is no key to others.
  'sign-in.device': { burst: 30, paceSeconds: 60 },
  // An eighth of what a whole network (ASN) may do, where it is known; each of its sources keeps to one of the eighths.
  'sign-in.network': { burst: 500, paceSeconds: 2 },
  'sign-up.network': { burst: 250, paceSeconds: 2 },
  'code.network': { burst: 600, paceSeconds: 1 },
  // In the place of those of an address, where one address stands for many: an unlisted proxy.
  'sign-in.tenant': { burst: 2000, paceSeconds: 0.1 },
  'sign-up.tenant': { burst: 1000, paceSeconds: 1 },
  'code.tenant': { burst: 2000, paceSeconds: 0.2 },
  'flow.tenant': { burst: 10_000, paceSeconds: 0.02, mayBeForgotten: true },
  'sms.tenant': { burst: 200, paceSeconds: 20 },
  'device-flow.tenant': { burst: 2000, paceSeconds: 0.1, mayBeForgotten: true },
  'sign-out-notice.tenant': { burst: 6000, paceSeconds: 0.01, mayBeForgotten: true },
  // And of that address itself, twenty times what one source may do: whoever shares a private network with the server can
  // claim to be a proxy.
  'sign-in.proxy': { burst: 1000, paceSeconds: 0.6 },
  'sign-up.proxy': { burst: 1000, paceSeconds: 3.6 },
  'code.proxy': { burst: 1200, paceSeconds: 1 },
  'flow.proxy': { burst: 4800, paceSeconds: 0.1, mayBeForgotten: true },
  'sms.proxy': { burst: 200, paceSeconds: 45 },
  'device-code.proxy': { burst: 400, paceSeconds: 3 },
  'device-flow.proxy': { burst: 1200, paceSeconds: 0.5, mayBeForgotten: true },
  'registration.proxy': { burst: 200, paceSeconds: 18 },
  'document.proxy': { burst: 400, paceSeconds: 3 },
  'sign-out-notice.proxy': { burst: 12_000, paceSeconds: 0.005, mayBeForgotten: true },
  'client.proxy': { burst: 4800, paceSeconds: 0.25 },
  'sign-up.source': { burst: 50, paceSeconds: 72 },
  'sign-up.neighbourhood': { burst: 200, paceSeconds: 18 },
  // Tries of one-time codes for one address, across all its codes and flows.
  'code.subject': { burst: 15, paceSeconds: 240 },
  'code.source': { burst: 60, paceSeconds: 20 },
  'code.neighbourhood': { burst: 240, paceSeconds: 5 },
  // Guesses at codes that open an account, across all its codes and journeys; a link from the mail is never counted.
  'recovery.subject': { burst: 10, paceSeconds: 1800, failureLimit: 90 },
  // Guesses at the second factors of one customer, across all their journeys and sessions (case 61).
  'second-factor.customer': { burst: 10, paceSeconds: 360, failureLimit: 90 },
  // Codes that callers read out: tries at one customer's, and each code once, for longer than it lives.
  'caller-check.customer': { burst: 5, paceSeconds: 60 },
  'caller-check.code': { burst: 1, paceSeconds: 900 },
  // Recovery codes made anew, and mails about lost factors.
  'factor.change': { burst: 20, paceSeconds: 180 },
  'mail.lost-factor': { burst: 3, paceSeconds: 1200 },
  // Changes of what a customer is found by, asked for in one account.
  'identifier.change': { burst: 10, paceSeconds: 360 },
  // Text messages cost money: what one number, one account and one source may cause (cases 76, 77).
  'sms.recipient': { burst: 3, paceSeconds: 1200 },
  'sms.account': { burst: 5, paceSeconds: 1800 },
  // Notices by text message about one account: its owner can make them happen as often as they like. Those of what gives it
  // away, of each kind: they wait for room and are not lost.
  'sms.notices': { burst: 10, paceSeconds: 3600 },
  'sms.urgent': { burst: 5, paceSeconds: 3600 },
  'sms.source': { burst: 10, paceSeconds: 900 },
  'sms.neighbourhood': { burst: 40, paceSeconds: 225 },
  // What one mailbox may be sent, whoever asks (case 19).
  'mail.recipient': { burst: 5, paceSeconds: 720 },
  // What it may be sent of recoveries: by browsers that its owner has used, by everybody else, and by one network of them.
  'mail.recovery-known-device': { burst: 5, paceSeconds: 720 },
  'mail.recovery': { burst: 12, paceSeconds: 300 },
  'mail.recovery-network': { burst: 4, paceSeconds: 900 },
  // The same of codes and links that begin a sign-in; and guesses at those codes, across all journeys.
  'mail.sign-in-known-device': { burst: 8, paceSeconds: 300 },
  'mail.sign-in': { burst: 12, paceSeconds: 300 },
  'mail.sign-in-network': { burst: 6, paceSeconds: 600 },
  'sign-in.code': { burst: 10, paceSeconds: 1800, failureLimit: 90 },
  'sign-in.code-known-device': { burst: 10, paceSeconds: 60, failureLimit: 10 },
  // A note to somebody who has no account here is a courtesy, and must not become a nuisance.
  'mail.no-account': { burst: 1, paceSeconds: 24 * 60 * 60 },
  // Flows begun from one source: bounds what strangers can make us store.
  'flow.source': { burst: 240, paceSeconds: 2, mayBeForgotten: true },
  'flow.neighbourhood': { burst: 960, paceSeconds: 0.5, mayBeForgotten: true },
  // Applications that register themselves, by source and of one tenant; and documents about them that are read for a
  // source, for a tenant, and from one host.
  'registration.source': { burst: 10, paceSeconds: 360 },
  'registration.neighbourhood': { burst: 40, paceSeconds: 90 },
  'registration.tenant': { burst: 200, paceSeconds: 30 },
  'document.source': { burst: 20, paceSeconds: 60 },
  'document.neighbourhood': { burst: 80, paceSeconds: 15 },
  'document.tenant': { burst: 240, paceSeconds: 5 },
  'document.host': { burst: 20, paceSeconds: 30 },
  // Devices that ask to be signed in, from one source; and codes of devices typed wrongly: by one source, by one session,
  // and at one tenant, where a code is one of 25 thousand million (RFC 8628, section 5.1).
  'device-flow.source': { burst: 60, paceSeconds: 10, mayBeForgotten: true },
  'device-flow.neighbourhood': { burst: 480, paceSeconds: 1, mayBeForgotten: true },
  'device-code.source': { burst: 20, paceSeconds: 60 },
  'device-code.neighbourhood': { burst: 80, paceSeconds: 15 },
  'device-code.session': { burst: 10, paceSeconds: 60 },
  'device-code.tenant': { burst: 5000, paceSeconds: 0.2 },
  // What providers tell of sign-outs, from one source: each message costs a check of its signature.
  'sign-out-notice.source': { burst: 600, paceSeconds: 0.1, mayBeForgotten: true },
  'sign-out-notice.neighbourhood': { burst: 1200, paceSeconds: 0.05, mayBeForgotten: true },
  // What one administrator or service may ask of the management API.
  'management.caller': { burst: 600, paceSeconds: 0.05, mayBeForgotten: true },
  // What is worked out anew each time: a configuration compared as a whole, and pages and mails drawn to be looked at.
  'management.configuration': { burst: 20, paceSeconds: 3, mayBeForgotten: true },
  'management.preview': { burst: 60, paceSeconds: 1, mayBeForgotten: true },
  // What is mailed anyway, asked for without the proof of work that is due: by one neighbourhood, and of one tenant.
  'without-work.neighbourhood': { burst: 4, paceSeconds: 300 },
  'without-work.tenant': { burst: 120, paceSeconds: 10 },
  // Wrong secrets of one application from one source, from anywhere, and of all applications from one network.
  'client.lane': { burst: 20, paceSeconds: 60 },
  'client.application': { burst: 300, paceSeconds: 12 },
  'client.source': { burst: 240, paceSeconds: 5 },
  'client.neighbourhood': { burst: 960, paceSeconds: 1.5 },
  // How often somebody is told that an application is being guessed at.
  'client.alarm': { burst: 1, paceSeconds: 3600 },
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof budgets;

export type Charge = { readonly budget: BudgetName; readonly key: string };
