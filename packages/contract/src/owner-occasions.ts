/** What owners are told of by mail. */
export const ownerOccasions = [
  'administrator_appointed',
  'administrator_changed',
  'administrator_suspended',
  'administrator_resumed',
  'administrator_removed',
  'customers_exported',
  'keys_changed',
  'customers_deleted',
  'domain_added',
  'domain_made_primary',
  'domain_removed',
  'connection_trusted',
  'connection_domain_added',
  'application_empowered',
  'sms_budget_reached',
  'attack_mode_began',
  'attack_mode_ended',
  'attack_mode_stopped',
  'protection_digest',
] as const;
export type OwnerOccasion = (typeof ownerOccasions)[number];
