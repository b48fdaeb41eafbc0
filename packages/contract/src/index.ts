export {
  type AdministratorRole,
  administratorRoleNames,
  administratorRoles,
  installationPermissions,
  type Permission,
  permissionNames,
  permissions,
  withImplied,
} from './api/admin/permissions.ts';
export {
  accountApi,
  adminApi,
  apiSchemas,
  cursorQuery,
  deviceRequestsApi,
  flowsApi,
  identitiesApi,
  namedSchemas,
  passkeysApi,
  phoneFactorApi,
  problem,
  secondFactorsApi,
} from './api/index.ts';
export {
  type ApplicationMetadata,
  type ApplicationMetadataInput,
  applicationMetadata,
  type ResourceInput,
  resourceDefinition,
} from './applications.ts';
export {
  type ConnectionChange,
  type ConnectionDefinition,
  type ConnectionFinding,
  type ConnectionPreset,
  type ConnectionTrouble,
  connectionChange,
  connectionDefinition,
  connectionFindings,
  connectionId,
  connectionPresets,
  connectionSettings,
  connectionTroubles,
  type GivenConnectionSettings,
} from './connections.ts';
export { type CustomerRecord, type CustomerRecordInput, customerRecord } from './customer-record.ts';
export { type ErrorCode, type ErrorDefinition, errorCatalogue } from './errors.ts';
export { type EventData, type EventName, type EventPersonal, eventCatalogue } from './events.ts';
export { type FindingAction, type FindingKind, findingActions, findingKinds, mostDifferent } from './findings.ts';
export { type IdKind, type IdOf, idPrefixes } from './ids.ts';
export { type OwnerOccasion, ownerOccasions } from './owner-occasions.ts';
export {
  type Attribute,
  type ProfileSchemaDeclaration,
  type ProfileSchemaInput,
  profileSchemaDeclaration,
} from './profile-schema.ts';
