/**
 * What one may do through /api/admin, and the roles that hold it. A permission is an OAuth scope of the tenant's own API:
 * a machine has it by its token, a person by the token and a live role at once.
 */
export const permissions = {
  'customers:read': 'Find and read customers, with personal fields masked.',
  'customers:write': 'Create, change, disable and close customers, and end their sessions.',
  'customers.personal:read': 'Read personal fields unmasked; each reading asks for a reason and is recorded.',
  'customers:import': 'Bring in customers from a file.',
  'customers:export': 'Take customers out, password hashes included; owners are told.',
  'applications:read': 'Read applications and resources.',
  'applications:write': 'Register, change and disable applications and resources.',
  'connections:read': 'Read the connections that customers sign in with elsewhere.',
  'connections:write': 'Make, change and remove connections; owners are told of those that vouch for addresses.',
  'settings:read': 'Read settings, branding, texts and the profile schema.',
  'settings:write': 'Change settings, branding, texts and the profile schema.',
  'domains:write': 'Change the names that the tenant answers at, its issuer among them; owners are told.',
  'keys:write': 'Rotate and withdraw signing keys; owners are told.',
  'policies:write': 'Change policies.',
  'protection:read': 'See attacks and what is done about them.',
  'protection:write': 'Begin and end attack mode, and take back what detection found.',
  'ledger:read': 'Read the ledger.',
  'insights:read': 'Read figures, which name nobody.',
  'integrations:write': 'Connect other systems.',
  'privacy:write': 'Answer the requests of customers about their data.',
  'admins:read': 'See who administers.',
  'admins:write': 'Make, change and remove administrators, never above what one holds oneself.',
  'tenants:read': 'Read the tenants of this installation.',
  'tenants:write': 'Create, change and suspend tenants of this installation.',
  'system:read': 'Read the state of this installation: health, backups, versions.',
} as const;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];

/** What concerns the whole installation. It is held at the default tenant only, whatever a role or a token says. */
export const installationPermissions: readonly Permission[] = ['tenants:read', 'tenants:write', 'system:read'];

export const administratorRoleNames = [
  'owner',
  'security',
  'support',
  'developer',
  'auditor',
  'privacy-officer',
  'marketing',
  'read-only',
] as const;
export type AdministratorRole = (typeof administratorRoleNames)[number];

export const administratorRoles: Record<AdministratorRole, readonly Permission[]> = {
  owner: permissionNames,
  security: [
    'customers:read',
    'customers:write',
    'customers.personal:read',
    'applications:read',
    'connections:read',
    'connections:write',
    'settings:read',
    'keys:write',
    'policies:write',
    'protection:read',
    'protection:write',
    'ledger:read',
    'insights:read',
    'admins:read',
    'admins:write',
    'system:read',
  ],
  // Whoever helps customers can say why they were asked for more.
  support: ['customers:read', 'customers:write', 'customers.personal:read', 'protection:read'],
  // Whoever sets up a connection says whose word is taken for who somebody is: that is no developer's to say.
  developer: [
    'applications:read',
    'applications:write',
    'connections:read',
    'settings:read',
    'settings:write',
    'integrations:write',
    'system:read',
  ],
  auditor: [
    'customers:read',
    'applications:read',
    'connections:read',
    'settings:read',
    'protection:read',
    'ledger:read',
    'insights:read',
    'admins:read',
    'tenants:read',
    'system:read',
  ],
  'privacy-officer': [
    'customers:read',
    'customers.personal:read',
    'customers:export',
    'settings:read',
    'ledger:read',
    'privacy:write',
  ],
  marketing: ['insights:read'],
  'read-only': [
    'customers:read',
    'applications:read',
    'connections:read',
    'settings:read',
    'protection:read',
    'insights:read',
  ],
};

/** These permissions and what they imply: whoever may write a thing may read it. */
export function withImplied(held: Iterable<Permission>): Set<Permission> {
  const all = new Set(held);
  for (const permission of [...all]) {
    const reading = permission.replace(/:write$/, ':read');
    if (Object.hasOwn(permissions, reading)) all.add(reading as Permission);
  }
  return all;
}
