export { accountApi, apiSchemas, cursorQuery, flowsApi, namedSchemas, problem } from './api/index.ts';
export {
  type ApplicationMetadata,
  type ApplicationMetadataInput,
  applicationMetadata,
  type ResourceInput,
  resourceDefinition,
} from './applications.ts';
export { type ErrorCode, type ErrorDefinition, errorCatalogue } from './errors.ts';
export { type EventData, type EventName, type EventPersonal, eventCatalogue } from './events.ts';
export { type IdKind, type IdOf, idPrefixes } from './ids.ts';
export {
  type Attribute,
  type ProfileSchemaDeclaration,
  type ProfileSchemaInput,
  profileSchemaDeclaration,
} from './profile-schema.ts';
