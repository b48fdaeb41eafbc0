/** Cardea for applications: the typed clients, and the check of access tokens. */
export {
  type DeviceAuthorization,
  type DeviceAuthorizationOptions,
  startDeviceAuthorization,
} from './client/device.ts';
export { CardeaError, demand, type Problem } from './client/error.ts';
export {
  createFlowClient,
  type FlowAction,
  type FlowClient,
  type FlowClientOptions,
  type FlowInput,
  type Journey,
} from './client/flows.ts';
export {
  createManagementClient,
  type ManagementClient,
  type ManagementOptions,
  type ManagementPaths,
} from './client/management.ts';
export { TokenRefusal, type Tokens } from './client/redeem.ts';
export type { ClientCredentials } from './client/tokens.ts';
export type { components, operations, paths } from './generated/api.ts';
export {
  protectedResourceMetadata,
  protectedResourceMetadataAddress,
  type ResourceMetadataOptions,
} from './verify/resource-metadata.ts';
export { createSeenProofs, type SeenProofs } from './verify/seen-proofs.ts';
export type { AccessToken, Refusal, Requirement, Verdict } from './verify/verdict.ts';
export { createVerifier, type Verifier, type VerifierOptions } from './verify/verifier.ts';
