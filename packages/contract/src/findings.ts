/** What detection can find, and what it does about it. */
export const findingKinds = [
  'stuffing',
  'flagged_source',
  'flagged_neighbourhood',
  'flagged_network',
  'flagged_user_agent',
  'password_spray',
  'account_guessing',
  'sign_up_wave',
  'mail_bombing',
  'sms_pumping',
  'relayed_sign_in',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** `noted`: nothing but that. `challenged`: arrivals of that kind do some work first. `confirmed`: a right password is not enough. */
export const findingActions = ['noted', 'challenged', 'confirmed', 'attack_mode'] as const;
export type FindingAction = (typeof findingActions)[number];

/** How many different accounts are counted for a finding (of account guessing: addresses); beyond that the number stands still. */
export const mostDifferent = {
  stuffing: 4096,
  flagged_source: 32,
  flagged_neighbourhood: 64,
  flagged_network: 128,
  flagged_user_agent: 128,
  password_spray: 256,
  account_guessing: 128,
} as const satisfies Partial<Record<FindingKind, number>>;
