/** Administrators and the rules between them, without any I/O: what a role allows, and who may give it to whom. */
import {
  type AdministratorRole,
  administratorRoleNames,
  administratorRoles,
  installationPermissions,
  type Permission,
  permissionNames,
  withImplied,
} from '@cardea/contract';

export type AdministratorState = 'active' | 'suspended';

export type Administrator = {
  readonly customerId: string;
  readonly roles: readonly AdministratorRole[];
  readonly state: AdministratorState;
  /** Active, and so is their account. */
  readonly isLive: boolean;
  readonly version: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Where permissions count. */
export type Place = { readonly tenantId: string; readonly isDefault: boolean };

/** Whether this scope is one of the management API. */
export function isAdministrative(scope: string): boolean {
  return permissionNames.some((name) => name === scope);
}

/** Of these texts, those that are permissions here, with what they imply. What concerns the installation, only at its first tenant. */
export function permissionsAmong(scopes: Iterable<string>, { isDefault }: Pick<Place, 'isDefault'>): Set<Permission> {
  const asked = new Set(scopes);
  const held = withImplied(permissionNames.filter((name) => asked.has(name)));
  if (!isDefault) for (const permission of installationPermissions) held.delete(permission);
  return held;
}

/** What these roles allow at this place. */
export function permissionsOfRoles(
  roles: readonly AdministratorRole[],
  place: Pick<Place, 'isDefault'>,
): Set<Permission> {
  return permissionsAmong(
    roles.flatMap((role) => administratorRoles[role]),
    place,
  );
}

/** Whether somebody who holds `held` may give `wanted`, or act upon somebody who holds it (case 180). */
export function covers(held: ReadonlySet<Permission>, wanted: ReadonlySet<Permission>): boolean {
  return [...wanted].every((permission) => held.has(permission));
}

/** What is in both. */
export function inBoth(one: ReadonlySet<Permission>, other: ReadonlySet<Permission>): Set<Permission> {
  return new Set([...one].filter((permission) => other.has(permission)));
}

/** Roles of a row. What this version does not know allows nothing. */
export function toRoles(texts: readonly string[]): AdministratorRole[] {
  return administratorRoleNames.filter((role) => texts.includes(role));
}
