/** The contract of the JSON API. */
import * as accountApi from './account.ts';
import * as adminApi from './admin/index.ts';
import * as deviceRequestsApi from './device-requests.ts';
import * as flowsApi from './flows.ts';
import * as identitiesApi from './identities.ts';
import * as passkeysApi from './passkeys.ts';
import * as phoneFactorApi from './phone-factor.ts';
import * as secondFactorsApi from './second-factors.ts';

export { cursorQuery, problem } from './common.ts';
export { apiSchemas, namedSchemas } from './named.ts';
export {
  accountApi,
  adminApi,
  deviceRequestsApi,
  flowsApi,
  identitiesApi,
  passkeysApi,
  phoneFactorApi,
  secondFactorsApi,
};
