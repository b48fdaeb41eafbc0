/**
 * Generated from the migrations by `npm run -w packages/server tables`. Do not edit.
 */
import type { ColumnType } from 'kysely';

type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;

type Int8 = ColumnType<string, bigint | number | string, bigint | number | string>;

type Json = JsonValue;

type JsonArray = JsonValue[];

type JsonObject = {
  [x: string]: JsonValue | undefined;
};

type JsonPrimitive = boolean | number | string | null;

type JsonValue = JsonArray | JsonObject | JsonPrimitive;

type Timestamp = ColumnType<Date, Date | string, Date | string>;

interface AccessTokens {
  application_id: string;
  details: Generated<Json>;
  expires_at: Timestamp;
  grant_id: string;
  id_hash: Buffer;
  issued_at: Generated<Timestamp>;
  scopes: string;
  sealed: Buffer | null;
  session_id: string;
  tenant_id: string;
}

interface AdministratorInvitations {
  created_at: Generated<Timestamp>;
  customer_id: string | null;
  email: Buffer | null;
  expires_at: Timestamp;
  invitation_id: string;
  invited_by: string | null;
  invited_by_kind: string;
  locale: string;
  roles: string[];
  settled_at: Timestamp | null;
  state: Generated<string>;
  subject: string | null;
  tenant_id: string;
}

interface Administrators {
  appointed_by: string | null;
  appointed_by_kind: string;
  created_at: Generated<Timestamp>;
  customer_id: string;
  roles: string[];
  state: Generated<string>;
  tenant_id: string;
  updated_at: Generated<Timestamp>;
  version: Generated<Int8>;
}

interface AdministratorStandings {
  created_at: Timestamp | null;
  customer_id: string | null;
  is_live: boolean | null;
  roles: string[] | null;
  state: string | null;
  tenant_id: string | null;
  updated_at: Timestamp | null;
  version: Int8 | null;
}

interface ApplicationNetworks {
  application_id: string;
  first_seen_at: Generated<Timestamp>;
  last_seen_at: Generated<Timestamp>;
  network_hash: Buffer;
  tenant_id: string;
}

interface Applications {
  application_id: string;
  created_at: Generated<Timestamp>;
  first_party: boolean;
  made_by: Generated<string>;
  metadata: Json;
  name: string;
  settings: Generated<Json>;
  state: Generated<string>;
  tenant_id: string;
  updated_at: Generated<Timestamp>;
  version: Generated<Int8>;
}

interface ApplicationSecrets {
  application_id: string;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp | null;
  rank: string;
  reference: Json | null;
  secret_hash: Buffer;
  tenant_id: string;
}

interface AttemptCounts {
  action: string;
  attempts: Generated<Int8>;
  challenged: Generated<Int8>;
  failures: Generated<Int8>;
  hour: Timestamp;
  refused: Generated<Int8>;
  successes: Generated<Int8>;
  tenant_id: string;
  tokenless: Generated<Int8>;
  tokenless_failures: Generated<Int8>;
  tokenless_unknown: Generated<Int8>;
  under_attack: boolean;
  unknown: Generated<Int8>;
}

interface AttributeIndexSweeps {
  tenant_id: string;
}

interface AuthenticatorFactors {
  credential_id: string | null;
  customer_id: string | null;
  enrolled_at: Timestamp | null;
  last_used_at: Timestamp | null;
  method: string | null;
  sealed_name: Buffer | null;
  tenant_id: string | null;
}

interface Authenticators {
  confirmed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  credential_id: string;
  customer_id: string;
  last_step: Int8 | null;
  last_used_at: Timestamp | null;
  sealed_name: Buffer;
  sealed_secret: Buffer;
  set_up_by: string;
  tenant_id: string;
}

interface AuthorizationCodes {
  application_id: string;
  consumed_at: Timestamp | null;
  expires_at: Timestamp;
  grant_id: string;
  id_hash: Buffer;
  issued_at: Generated<Timestamp>;
  scopes: string;
  sealed: Buffer;
  session_id: string;
  tenant_id: string;
}

interface Backups {
  backup_id: string;
  bytes: Int8;
  file: string;
  taken_at: Generated<Timestamp>;
}

interface BootstrapClients {
  application_id: string;
  made_at: Generated<Timestamp>;
  permissions: string[] | null;
  tenant_id: string;
}

interface BrandingPreviews {
  expires_at: Timestamp;
  html: string;
  page: string;
  secret_hash: Buffer;
  tenant_id: string;
}

interface Budgets {
  budget: string;
  failures: Generated<number>;
  key_hash: Buffer;
  tenant_id: string;
  theoretical_at: Timestamp;
  updated_at: Generated<Timestamp>;
}

interface BulkActions {
  action: string;
  actor_id: string;
  actor_kind: string;
  bulk_id: string;
  created_at: Generated<Timestamp>;
  done: Generated<number>;
  finished_at: Timestamp | null;
  passed_over: Generated<number>;
  position: Generated<string>;
  selection: Json;
  state: Generated<string>;
  tenant_id: string;
  total: number;
}

interface ClientDocuments {
  application_id: string;
  fresh_until: Timestamp;
  read_at: Generated<Timestamp>;
  tenant_id: string;
  withdrawn_at: Timestamp | null;
}

interface ConfigurationFiles {
  actor_id: string | null;
  actor_kind: string;
  applied_at: Generated<Timestamp>;
  document: string;
  tenant_id: string;
  version: number;
}

interface ConnectionDomains {
  connection_id: string;
  created_at: Generated<Timestamp>;
  domain: string;
  proof: string;
  proven_at: Timestamp | null;
  tenant_id: string;
}

interface Connections {
  connection_id: string;
  created_at: Generated<Timestamp>;
  name: string;
  preset: string;
  sealed_secret: Buffer | null;
  secret_reference: Json | null;
  settings: Json;
  state: string;
  tenant_id: string;
  updated_at: Generated<Timestamp>;
  version: Generated<Int8>;
}

interface ConsentResources {
  application_id: string;
  customer_id: string;
  granted_at: Generated<Timestamp>;
  resource_uri: string;
  scopes: string[];
  tenant_id: string;
}

interface Consents {
  application_id: string;
  customer_id: string;
  granted_at: Generated<Timestamp>;
  scopes: string[];
  tenant_id: string;
  updated_at: Generated<Timestamp>;
}

interface CustomerAttributeIndexes {
  attribute: string;
  blind_index: Buffer;
  customer_id: string;
  index_version: number;
  kind: string;
  tenant_id: string;
}

interface CustomerExternalIds {
  blind_index: Buffer;
  customer_id: string;
  index_version: number;
  is_subject: Generated<boolean>;
  sealed: Buffer;
  tenant_id: string;
}

interface CustomerFactors {
  credential_id: string | null;
  customer_id: string | null;
  enrolled_at: Timestamp | null;
  last_used_at: Timestamp | null;
  method: string | null;
  sealed_name: Buffer | null;
  tenant_id: string | null;
}

interface CustomerIdentifiers {
  blind_index: Buffer;
  created_at: Generated<Timestamp>;
  customer_id: string;
  identifier_id: string;
  index_version: number;
  sealed: Buffer;
  tenant_id: string;
  type: string;
  undeliverable_since: Timestamp | null;
  undeliverable_status: string | null;
  verified_at: Timestamp | null;
  verified_by: string | null;
}

interface CustomerIdentities {
  connection_id: string;
  customer_id: string;
  identity_id: string;
  issuer: string;
  last_used_at: Timestamp | null;
  linked_at: Generated<Timestamp>;
  sealed_snapshot: Buffer;
  sealed_subject: Buffer;
  sealed_tokens: Buffer | null;
  subject_key: Buffer;
  tenant_id: string;
}

interface CustomerNotes {
  author_id: string;
  author_kind: string;
  created_at: Generated<Timestamp>;
  customer_id: string;
  note_id: string;
  sealed: Buffer;
  tenant_id: string;
}

interface Customers {
  attributes: Generated<Json>;
  attributes_written: Generated<Json>;
  closes_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  customer_id: string;
  import_id: string | null;
  locale: string;
  profile_version: Generated<Int8>;
  session_epoch: Generated<number>;
  state: Generated<string>;
  tenant_id: string;
  updated_at: Generated<Timestamp>;
}

interface DeviceCodes {
  answered_at: Timestamp | null;
  application_id: string;
  browser_hash: Buffer | null;
  created_at: Generated<Timestamp>;
  entered_session_id: string | null;
  expires_at: Timestamp;
  grant_id: string | null;
  id_hash: Buffer;
  interval_seconds: Generated<number>;
  last_polled_at: Timestamp | null;
  request_id: string;
  resource_scopes: Generated<Json>;
  scopes: string;
  sealed: Buffer;
  session_id: string | null;
  state: Generated<string>;
  tenant_id: string;
  user_code_key: Buffer;
}

interface DirectoryCustomers {
  attributes: Json | null;
  closes_at: Timestamp | null;
  created_at: Timestamp | null;
  customer_id: string | null;
  email_sealed: Buffer | null;
  email_verified_at: Timestamp | null;
  external_sealed: Buffer | null;
  locale: string | null;
  phone_sealed: Buffer | null;
  phone_verified_at: Timestamp | null;
  profile_version: Int8 | null;
  state: string | null;
  tenant_id: string | null;
  undeliverable_since: Timestamp | null;
  updated_at: Timestamp | null;
  username_sealed: Buffer | null;
}

interface DisclosureLog {
  attributes: string[];
  count: Generated<Int8>;
  customer_id: string;
  day: Timestamp;
  last_at: Generated<Timestamp>;
  purpose: string;
  recipient_id: string;
  recipient_kind: string;
  tenant_id: string;
}

interface EnrolmentGraces {
  began_at: Generated<Timestamp>;
  customer_id: string;
  tenant_id: string;
}

interface FactorRecoveries {
  asked_at: Generated<Timestamp>;
  customer_id: string;
  due_at: Timestamp;
  ended_at: Timestamp | null;
  lapses_at: Timestamp;
  recovery_id: string;
  state: Generated<string>;
  tenant_id: string;
}

interface Flows {
  application_id: string | null;
  browser_hash: Buffer;
  created_at: Generated<Timestamp>;
  customer_id: string | null;
  destination: string | null;
  expires_at: Timestamp;
  flow_id: string;
  form_target: string | null;
  interaction: Buffer | null;
  keeps_signed_in: boolean | null;
  kind: string;
  locale: string;
  payload: Buffer | null;
  proofs: Generated<Json>;
  required_acr: string | null;
  return_to: string | null;
  session_id: string | null;
  state: string;
  tenant_id: string;
  tries_left: Generated<number>;
}

interface FormerSubjectTenants {
  tenant_id: string;
}

interface GrantStandings {
  acr: string | null;
  amr: string[] | null;
  application_id: string | null;
  application_state: string | null;
  authenticated_at: Timestamp | null;
  customer_id: string | null;
  customer_state: string | null;
  ends_at: Timestamp | null;
  grant_id: string | null;
  granted_at: Timestamp | null;
  is_grant_live: boolean | null;
  is_live: boolean | null;
  is_use_unnoted: boolean | null;
  resource_scopes: Json | null;
  scopes: string | null;
  session_id: string | null;
  sid: string | null;
  tenant_id: string | null;
  tenant_state: string | null;
}

interface IdentifierChanges {
  change_id: string;
  changed_at: Generated<Timestamp>;
  customer_id: string;
  former_index: Buffer | null;
  former_index_version: number | null;
  former_sealed: Buffer;
  reserved_until: Generated<Timestamp>;
  tenant_id: string;
  type: string;
  undone_at: Timestamp | null;
}

interface IdentityWays {
  customer_id: string | null;
  method: string | null;
  tenant_id: string | null;
}

interface ImportFindings {
  code: string;
  field: string | null;
  import_id: string;
  line: Int8;
  outcome: string;
  record: Int8;
  tenant_id: string;
}

interface Imports {
  actor_id: string | null;
  actor_kind: string;
  completed: Generated<Int8>;
  created_at: Generated<Timestamp>;
  file_digest: Buffer;
  finished_at: Timestamp | null;
  format: string;
  import_id: string;
  imported: Generated<Int8>;
  options: Json;
  position: Generated<Int8>;
  rejected: Generated<Int8>;
  skipped: Generated<Int8>;
  state: Generated<string>;
  tenant_id: string;
  updated_at: Generated<Timestamp>;
}

interface InitialAccessTokens {
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  name: string;
  remaining: number;
  tenant_id: string;
  token_hash: Buffer;
  token_id: string;
}

interface Interactions {
  answered_at: Timestamp | null;
  answered_session_id: string | null;
  application_id: string;
  browser_hash: Buffer;
  expires_at: Timestamp;
  has_consented: boolean | null;
  id_hash: Buffer;
  prompt: string;
  sealed: Buffer;
  tenant_id: string;
}

interface Invitations {
  application_id: string | null;
  created_at: Generated<Timestamp>;
  customer_id: string | null;
  email: Buffer | null;
  expires_at: Timestamp;
  invitation_id: string;
  locale: string;
  settled_at: Timestamp | null;
  state: Generated<string>;
  subject: string;
  tenant_id: string;
}

interface KeyEnvelopes {
  created_at: Generated<Timestamp>;
  purpose: string;
  subject_id: Generated<string>;
  tenant_id: string;
  version: number;
  wrapped: Buffer;
}

interface KnownDevices {
  client: Buffer | null;
  customer_id: string;
  device_hash: Buffer;
  first_seen_at: Generated<Timestamp>;
  last_seen_at: Generated<Timestamp>;
  public_key: Buffer | null;
  sealed_name: Buffer | null;
  tenant_id: string;
}

interface LeavingTokens {
  connection_id: string;
  identity_id: string;
  left_at: Generated<Timestamp>;
  sealed_connection: Buffer | null;
  sealed_tokens: Buffer;
  tenant_id: string;
  tries: Generated<number>;
  try_at: Generated<Timestamp>;
}

interface LedgerEntries {
  actor_id: string | null;
  actor_kind: string;
  chain_hash: Buffer | null;
  chain_previous: Buffer | null;
  chain_sequence: Int8 | null;
  customer_id: string | null;
  data: Json;
  entry_id: Generated<Int8>;
  event: string;
  lane: number;
  personal: Buffer | null;
  recorded_at: Generated<Timestamp>;
  request_id: string | null;
  tenant_id: string;
  transaction_id: Generated<string>;
}

interface LedgerLanes {
  failures: Generated<number>;
  fence: Generated<Int8>;
  lane: number;
  leased_by: string | null;
  leased_until: Timestamp | null;
  position_entry: Generated<Int8>;
  position_transaction: Generated<string>;
  reader: string;
  retry_at: Timestamp | null;
}

interface MasterKeyChecks {
  created_at: Generated<Timestamp>;
  fingerprint: Buffer;
  master_version: number;
}

interface Messages {
  attempts: Generated<number>;
  channel: string;
  confirmed_at: Timestamp | null;
  country: string | null;
  customer_id: string | null;
  delivery: string | null;
  delivery_code: string | null;
  entry_id: Int8;
  message_id: string;
  price_micros: Int8 | null;
  provider_message_id: string | null;
  queued_at: Generated<Timestamp>;
  reason: string | null;
  reference: Json;
  reported_at: Timestamp | null;
  route: string | null;
  settled_at: Timestamp | null;
  smtp_status: string | null;
  state: Generated<string>;
  template: string;
  tenant_id: string;
}

interface PasskeyChallenges {
  bound_to: string;
  browser_hash: Buffer;
  challenge_hash: Buffer;
  consumed_at: Timestamp | null;
  expires_at: Timestamp;
  purpose: string;
  rp_id: string;
  tenant_id: string;
  user_handle: Buffer | null;
}

interface PasskeyFactors {
  credential_id: string | null;
  customer_id: string | null;
  enrolled_at: Timestamp | null;
  last_used_at: Timestamp | null;
  method: string | null;
  sealed_name: Buffer | null;
  tenant_id: string | null;
}

interface PasskeyNudges {
  customer_id: string;
  dismissed: Generated<number>;
  dismissed_at: Timestamp | null;
  shown: Generated<number>;
  tenant_id: string;
}

interface Passkeys {
  aaguid: string;
  created_at: Generated<Timestamp>;
  credential_id: string;
  customer_id: string;
  flagged_at: Timestamp | null;
  is_backed_up: boolean;
  is_backup_eligible: boolean;
  key_id: Buffer;
  last_used_at: Timestamp | null;
  public_key: Buffer;
  rp_id: string;
  sealed_name: Buffer;
  sign_count: Int8;
  tenant_id: string;
  transports: string[];
  user_handle: Buffer;
}

interface PasswordCandidates {
  blind_index: Buffer | null;
  credential_id: string | null;
  customer_id: string | null;
  index_version: number | null;
  sealed_hash: Buffer | null;
  tenant_id: string | null;
}

interface PasswordCredentials {
  credential_id: string;
  customer_id: string;
  found_dressed_up: Generated<boolean>;
  found_leaked_at: Timestamp | null;
  leak_put_off: Generated<number>;
  leak_put_off_at: Timestamp | null;
  sealed_hash: Buffer;
  set_at: Generated<Timestamp>;
  tenant_id: string;
}

interface PasswordStandings {
  credential_id: string | null;
  customer_id: string | null;
  customer_state: string | null;
  factors: string[] | null;
  locale: string | null;
  sealed_hash: Buffer | null;
  tenant_id: string | null;
}

interface PhoneFactors {
  credential_id: string;
  customer_id: string;
  enrolled_at: Generated<Timestamp>;
  identifier_id: string;
  last_used_at: Timestamp | null;
  tenant_id: string;
}

interface ProfileQuestions {
  attribute: string;
  customer_id: string;
  skipped_at: Generated<Timestamp>;
  tenant_id: string;
}

interface ProfileRemovals {
  attribute: string;
  removed_at: Generated<Timestamp>;
  tenant_id: string;
}

interface ProfileSchemas {
  created_at: Generated<Timestamp>;
  declaration: Json;
  tenant_id: string;
  version: number;
}

interface Proofs {
  browser_hash: Buffer;
  code_expires_at: Timestamp | null;
  code_hash: Buffer | null;
  consumed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  flow_id: string;
  link_expires_at: Timestamp | null;
  link_hash: Buffer | null;
  minted_at: Timestamp | null;
  proof_id: string;
  purpose: string;
  subject: string;
  superseded_at: Timestamp | null;
  tenant_id: string;
  tries_left: Generated<number>;
}

interface ProtectionFindings {
  action: string;
  began_at: Generated<Timestamp>;
  customer_id: string | null;
  ended_at: Timestamp | null;
  ends_at: Timestamp;
  figures: Json;
  finding_id: string;
  key_digest: Buffer;
  kind: string;
  last_seen_at: Generated<Timestamp>;
  shown: Buffer | null;
  tenant_id: string;
  undone_at: Timestamp | null;
  undone_by: string | null;
  undone_by_kind: string | null;
}

interface ProtectionPostures {
  began_at: Timestamp | null;
  begun_by: string | null;
  changed_at: Generated<Timestamp>;
  digest_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
  finding_id: string | null;
  flags: Generated<Json>;
  mode: Generated<string>;
  mode_until: Timestamp | null;
  tenant_id: string;
}

interface PushedRequests {
  consumed_at: Timestamp | null;
  expires_at: Timestamp;
  id_hash: Buffer;
  sealed: Buffer;
  tenant_id: string;
}

interface RecoveryCodeFactors {
  credential_id: string | null;
  customer_id: string | null;
  enrolled_at: Timestamp | null;
  last_used_at: Timestamp | null;
  method: string | null;
  sealed_name: Buffer | null;
  tenant_id: string | null;
}

interface RecoveryCodes {
  code_hash: Buffer;
  customer_id: string;
  made_at: Generated<Timestamp>;
  tenant_id: string;
  used_at: Timestamp | null;
}

interface RefreshTokens {
  application_id: string;
  consumed_at: Timestamp | null;
  details: Generated<Json>;
  expires_at: Timestamp;
  grant_id: string;
  id_hash: Buffer;
  issued_at: Generated<Timestamp>;
  scopes: string;
  sealed: Buffer | null;
  session_id: string;
  successor_hash: Buffer | null;
  tenant_id: string;
}

interface RememberedDevices {
  client: Buffer;
  created_at: Generated<Timestamp>;
  customer_id: string;
  device_hash: Buffer;
  device_id: string;
  last_used_at: Generated<Timestamp>;
  tenant_id: string;
  until: Timestamp;
}

interface Repeats {
  answer: Buffer | null;
  body_hash: Buffer;
  call_hash: Buffer;
  expires_at: Timestamp;
  tenant_id: string;
}

interface ReplayMarks {
  expires_at: Timestamp;
  id_hash: Buffer;
  tenant_id: string;
}

interface Resources {
  access_token_seconds: number;
  created_at: Generated<Timestamp>;
  name: string;
  open_to_agents: Generated<boolean>;
  resource_uri: string;
  scopes: Json;
  tenant_id: string;
  version: Generated<Int8>;
}

interface SchemaMigrations {
  applied_at: Generated<Timestamp>;
  checksum: string;
  name: string;
}

interface SelfRegistrations {
  access_token_hash: Buffer;
  application_id: string;
  initial_token_id: string | null;
  tenant_id: string;
}

interface SessionApplications {
  application_id: string;
  grant_id: string;
  granted_at: Generated<Timestamp>;
  last_used_at: Timestamp | null;
  notified_at: Timestamp | null;
  outlives_browser: Generated<boolean>;
  resource_scopes: Generated<Json>;
  revoked_at: Timestamp | null;
  scopes: Generated<string>;
  session_id: string;
  sid: string;
  tenant_id: string;
}

interface Sessions {
  acr: string;
  amr: string[];
  announced_at: Timestamp | null;
  authenticated_at: Generated<Timestamp>;
  browser_ends_at: Timestamp | null;
  client: Buffer;
  cookie_idle_at: Timestamp;
  created_at: Generated<Timestamp>;
  customer_epoch: number;
  customer_id: string;
  device_hash: Buffer | null;
  end_reason: string | null;
  ended_at: Timestamp | null;
  ends_at: Timestamp;
  idle_seconds: number | null;
  is_kept: Generated<boolean>;
  last_seen_at: Generated<Timestamp>;
  proofs: Generated<Json>;
  secret_hash: Buffer;
  session_id: string;
  tenant_epoch: number;
  tenant_id: string;
}

interface SessionStandings {
  acr: string | null;
  amr: string[] | null;
  authenticated_at: Timestamp | null;
  browser_ends_at: Timestamp | null;
  cookie_idle_at: Timestamp | null;
  created_at: Timestamp | null;
  customer_id: string | null;
  customer_state: string | null;
  ended_at: Timestamp | null;
  ends_at: Timestamp | null;
  is_cookie_live: boolean | null;
  is_kept: boolean | null;
  is_live: boolean | null;
  is_touch_due: boolean | null;
  last_seen_at: Timestamp | null;
  proofs: Json | null;
  secret_hash: Buffer | null;
  session_id: string | null;
  tenant_id: string | null;
  tenant_state: string | null;
}

interface SigningKeys {
  activate_at: Timestamp;
  activated_at: Timestamp | null;
  algorithm: string;
  created_at: Generated<Timestamp>;
  key_id: string;
  private_jwk: Buffer | null;
  public_jwk: Json;
  remove_at: Timestamp | null;
  removed_at: Timestamp | null;
  retired_at: Timestamp | null;
  state: string;
  tenant_id: string;
}

interface SignUpTraces {
  created_at: Generated<Timestamp>;
  customer_id: string;
  mail_domain: Buffer | null;
  neighbourhood: Buffer;
  network: Buffer | null;
  tenant_id: string;
  user_agent: Buffer;
}

interface SmsDays {
  day: Timestamp;
  messages: number;
  price_micros: Int8;
  stopped_at: Timestamp | null;
  tenant_id: string;
}

interface SmsFactors {
  credential_id: string | null;
  customer_id: string | null;
  enrolled_at: Timestamp | null;
  last_used_at: Timestamp | null;
  method: string | null;
  sealed_name: Buffer | null;
  tenant_id: string | null;
}

interface SmsLanes {
  key_hash: Buffer;
  lane: string;
  open_at: Timestamp;
  tenant_id: string;
  unconfirmed: number;
  updated_at: Generated<Timestamp>;
}

interface SpentChallenges {
  challenge_hash: Buffer;
  expires_at: Timestamp;
  tenant_id: string;
}

interface StaffEndings {
  accounts: Int8;
  actor_id: string;
  actor_kind: string;
  hour: Timestamp;
  tenant_id: string;
  told: Generated<number>;
}

interface TenantAssets {
  asset: string;
  content: Buffer;
  content_type: string;
  created_at: Generated<Timestamp>;
  height: number;
  tenant_id: string;
  width: number;
}

interface TenantDomainClaims {
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  host: string;
  proof: string;
  tenant_id: string;
}

interface TenantDomains {
  created_at: Generated<Timestamp>;
  host: string;
  is_primary: Generated<boolean>;
  tenant_id: string;
}

interface Tenants {
  created_at: Generated<Timestamp>;
  is_default: Generated<boolean>;
  name: string;
  session_epoch: Generated<number>;
  settings: Generated<Json>;
  state: Generated<string>;
  tenant_id: string;
  version: Generated<Int8>;
}

interface TenantTexts {
  changed_at: Generated<Timestamp>;
  locale: string;
  tenant_id: string;
  text: string;
  text_id: string;
}

interface UnlistedProxies {
  address: string;
  first_seen_at: Generated<Timestamp>;
  last_seen_at: Generated<Timestamp>;
}

interface UpstreamArrivals {
  arrival_id: string;
  bound_to: string;
  browser_hash: Buffer;
  connection_id: string;
  customer_id: string | null;
  expires_at: Timestamp;
  sealed: Buffer;
  tenant_id: string;
}

interface UpstreamLogouts {
  connection_id: string;
  expires_at: Timestamp;
  tenant_id: string;
  token_hash: Buffer;
}

interface UpstreamRequests {
  bound_to: string;
  browser_hash: Buffer;
  connection_id: string;
  consumed_at: Timestamp | null;
  expires_at: Timestamp;
  hands_to: string | null;
  sealed: Buffer;
  state_hash: Buffer;
  tenant_id: string;
}

interface WithdrawnTokens {
  expires_at: Timestamp;
  id_hash: Buffer;
  tenant_id: string;
}

export interface Tables {
  access_tokens: AccessTokens;
  administrator_invitations: AdministratorInvitations;
  administrator_standings: AdministratorStandings;
  administrators: Administrators;
  application_networks: ApplicationNetworks;
  application_secrets: ApplicationSecrets;
  applications: Applications;
  attempt_counts: AttemptCounts;
  attribute_index_sweeps: AttributeIndexSweeps;
  authenticator_factors: AuthenticatorFactors;
  authenticators: Authenticators;
  authorization_codes: AuthorizationCodes;
  backups: Backups;
  bootstrap_clients: BootstrapClients;
  branding_previews: BrandingPreviews;
  budgets: Budgets;
  bulk_actions: BulkActions;
  client_documents: ClientDocuments;
  configuration_files: ConfigurationFiles;
  connection_domains: ConnectionDomains;
  connections: Connections;
  consent_resources: ConsentResources;
  consents: Consents;
  customer_attribute_indexes: CustomerAttributeIndexes;
  customer_external_ids: CustomerExternalIds;
  customer_factors: CustomerFactors;
  customer_identifiers: CustomerIdentifiers;
  customer_identities: CustomerIdentities;
  customer_notes: CustomerNotes;
  customers: Customers;
  device_codes: DeviceCodes;
  directory_customers: DirectoryCustomers;
  disclosure_log: DisclosureLog;
  enrolment_graces: EnrolmentGraces;
  factor_recoveries: FactorRecoveries;
  flows: Flows;
  former_subject_tenants: FormerSubjectTenants;
  grant_standings: GrantStandings;
  identifier_changes: IdentifierChanges;
  identity_ways: IdentityWays;
  import_findings: ImportFindings;
  imports: Imports;
  initial_access_tokens: InitialAccessTokens;
  interactions: Interactions;
  invitations: Invitations;
  key_envelopes: KeyEnvelopes;
  known_devices: KnownDevices;
  leaving_tokens: LeavingTokens;
  ledger_entries: LedgerEntries;
  ledger_lanes: LedgerLanes;
  master_key_checks: MasterKeyChecks;
  messages: Messages;
  passkey_challenges: PasskeyChallenges;
  passkey_factors: PasskeyFactors;
  passkey_nudges: PasskeyNudges;
  passkeys: Passkeys;
  password_candidates: PasswordCandidates;
  password_credentials: PasswordCredentials;
  password_standings: PasswordStandings;
  phone_factors: PhoneFactors;
  profile_questions: ProfileQuestions;
  profile_removals: ProfileRemovals;
  profile_schemas: ProfileSchemas;
  proofs: Proofs;
  protection_findings: ProtectionFindings;
  protection_postures: ProtectionPostures;
  pushed_requests: PushedRequests;
  recovery_code_factors: RecoveryCodeFactors;
  recovery_codes: RecoveryCodes;
  refresh_tokens: RefreshTokens;
  remembered_devices: RememberedDevices;
  repeats: Repeats;
  replay_marks: ReplayMarks;
  resources: Resources;
  schema_migrations: SchemaMigrations;
  self_registrations: SelfRegistrations;
  session_applications: SessionApplications;
  session_standings: SessionStandings;
  sessions: Sessions;
  sign_up_traces: SignUpTraces;
  signing_keys: SigningKeys;
  sms_days: SmsDays;
  sms_factors: SmsFactors;
  sms_lanes: SmsLanes;
  spent_challenges: SpentChallenges;
  staff_endings: StaffEndings;
  tenant_assets: TenantAssets;
  tenant_domain_claims: TenantDomainClaims;
  tenant_domains: TenantDomains;
  tenant_texts: TenantTexts;
  tenants: Tenants;
  unlisted_proxies: UnlistedProxies;
  upstream_arrivals: UpstreamArrivals;
  upstream_logouts: UpstreamLogouts;
  upstream_requests: UpstreamRequests;
  withdrawn_tokens: WithdrawnTokens;
}
