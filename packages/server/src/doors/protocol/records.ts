/** The kinds of records the protocol engine asks for, and who keeps each. Of a kind that is not here there is none. */
import type { Adapter } from 'oidc-provider';
import type { ProtocolDependencies } from './dependencies.ts';
import { clientRecords } from './records/client.ts';
import { deviceCodeRecords } from './records/device-code.ts';
import { grantRecords } from './records/grant.ts';
import { interactionRecords } from './records/interaction.ts';
import { nothing } from './records/nothing.ts';
import { pushedRequestRecords } from './records/pushed-request.ts';
import { sessionRecords } from './records/session.ts';
import { signedTokenRecords } from './records/signed-token.ts';
import { tokenRecords } from './records/token.ts';

export function createRecords(deps: ProtocolDependencies, tenantId: string): (kind: string) => Adapter {
  const kinds: Readonly<Record<string, Adapter>> = {
    Session: sessionRecords(deps),
    Client: clientRecords(deps, tenantId),
    Grant: grantRecords(deps),
    Interaction: interactionRecords(deps),
    PushedAuthorizationRequest: pushedRequestRecords(deps),
    AuthorizationCode: tokenRecords(deps, 'authorization_codes'),
    DeviceCode: deviceCodeRecords(deps),
    RefreshToken: tokenRecords(deps, 'refresh_tokens'),
    AccessToken: signedTokenRecords('AccessToken', tokenRecords(deps, 'access_tokens')),
    ClientCredentials: signedTokenRecords('ClientCredentials', nothing),
  };
  return (kind) => kinds[kind] ?? nothing;
}
