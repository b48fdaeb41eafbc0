/** The contract of the management API, one file a resource. */
import * as administrators from './administrators.ts';
import * as applications from './applications.ts';
import * as branding from './branding.ts';
import * as bulk from './bulk.ts';
import * as configuration from './configuration.ts';
import * as connections from './connections.ts';
import * as customerFactors from './customer-factors.ts';
import * as customers from './customers.ts';
import * as domains from './domains.ts';
import * as imports from './imports.ts';
import * as initialAccessTokens from './initial-access-tokens.ts';
import * as invitations from './invitations.ts';
import * as keys from './keys.ts';
import * as ledger from './ledger.ts';
import * as me from './me.ts';
import * as profileSchema from './profile-schema.ts';
import * as protection from './protection.ts';
import * as resources from './resources.ts';
import * as settings from './settings.ts';
import * as sms from './sms.ts';
import * as system from './system.ts';
import * as tenants from './tenants.ts';
import * as texts from './texts.ts';

export { pageQuery } from './common.ts';
export {
  administrators,
  applications,
  branding,
  bulk,
  configuration,
  connections,
  customerFactors,
  customers,
  domains,
  imports,
  initialAccessTokens,
  invitations,
  keys,
  ledger,
  me,
  profileSchema,
  protection,
  resources,
  settings,
  sms,
  system,
  tenants,
  texts,
};
