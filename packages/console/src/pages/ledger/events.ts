/** The kinds of entries that people most often look for; the API knows all of them. */
export const eventsToFilter = [
  'customer.registered',
  'customer.viewed',
  'customer.disabled',
  'customer.enabled',
  'session.started',
  'session.ended',
  'password.changed',
  'account.closing',
  'account.kept',
  'settings.changed',
  'texts.changed',
  'application.registered',
  'signing_key.created',
] as const;
