/** The kinds and states of findings that a list can be narrowed to; light, since the router reads them. */
import type { FindingKind } from '../../api/protection.ts';

// Said out in full, so that a kind that is added has a name here before it can be built.
const kinds: Readonly<Record<FindingKind, true>> = {
  stuffing: true,
  password_spray: true,
  flagged_source: true,
  flagged_neighbourhood: true,
  flagged_network: true,
  flagged_user_agent: true,
  account_guessing: true,
  sign_up_wave: true,
  mail_bombing: true,
  sms_pumping: true,
  relayed_sign_in: true,
};
export const findingKinds = Object.keys(kinds) as FindingKind[];
export const isKind = (value: unknown): value is FindingKind =>
  typeof value === 'string' && Object.hasOwn(kinds, value);

export const findingStates = ['open', 'ended'] as const;
export type FindingState = (typeof findingStates)[number];
export const isFindingState = (value: unknown): value is FindingState => value === 'open' || value === 'ended';

export type ProtectionSearch = {
  readonly after?: string;
  readonly kind?: FindingKind;
  readonly state?: FindingState;
  readonly span?: 'week';
};
