/**
 * The grant of this application in this session: opened or widened to what was asked and is allowed. Our own
 * applications need no leave; others have what the customer's consent, our own lasting record, says.
 */
import { errors, type Grant, type KoaContextWithOIDC } from 'oidc-provider';
import { isOfItself, ownLifeSeconds } from '../../rooms/applications/index.ts';
import { epoch, type ProtocolDependencies } from './dependencies.ts';
import { registeredOf } from './scopes.ts';
import { currentWork } from './unit-of-work.ts';

type GrantDependencies = Pick<ProtocolDependencies, 'applications' | 'consents' | 'sessions'>;

export async function loadGrant(deps: GrantDependencies, ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { oidc } = ctx;
  const work = currentWork();
  const { tenantId } = work.tenant;
  const applicationId = oidc.client?.clientId ?? '';
  const application = await deps.applications.find(tenantId, applicationId);
  if (work.session === null || application === null) return undefined;
  const { sessionId, customerId, endsAt } = work.session.current;

  // What nobody of the house has looked at is allowed for each API by itself: scopes of two may have one name.
  const own = isOfItself(application)
    ? await deps.consents.standing(work.queries(), { tenantId, customerId, applicationId })
    : null;
  const leave = application.firstParty
    ? null
    : new Set(own?.scopes ?? (await deps.consents.scopesGranted(work.queries(), tenantId, customerId, applicationId)));
  const allowed = (scopes: Iterable<string>) => [...scopes].filter((scope) => leave === null || leave.has(scope));
  const allowedAt = (resource: string, scopes: Iterable<string>) =>
    allowed(scopes).filter((scope) => own === null || own.resources.get(resource)?.has(scope) === true);
  const registered = (scopes: string) => registeredOf(application, scopes).split(' ');

  const former = await deps.sessions.grants.standing(work.queries(), tenantId, { sessionId, applicationId });
  const kept = former?.isGrantLive ? former : null;
  // What the grant holds from before counts as far as it still would be given: leave and registrations change (case 112).
  const scopes = union([...allowed(registered(kept?.scopes ?? '')), ...allowed(oidc.requestParamOIDCScopes)]);
  const resourceScopes: Record<string, string> = {};
  for (const [resource, text] of Object.entries(kept?.resourceScopes ?? {})) {
    resourceScopes[resource] = union(allowedAt(resource, registered(text)));
  }
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    const asked = [...oidc.requestParamScopes].filter((scope) => server.scopes.has(scope));
    resourceScopes[resource] = union([...(resourceScopes[resource] ?? '').split(' '), ...allowedAt(resource, asked)]);
  }
  // Nothing may be had yet: there is nothing to open.
  const isEmpty = scopes === '' && Object.values(resourceScopes).every((text) => text === '');
  if (kept === null && leave !== null && isEmpty && own?.isGiven !== true) return undefined;

  const ownSeconds = ownLifeSeconds(application);
  const isSame =
    kept !== null &&
    // An app that comes again begins its own life again.
    ownSeconds === null &&
    kept.scopes === scopes &&
    Object.entries(resourceScopes).every(([resource, text]) => kept.resourceScopes[resource] === text);
  // For up to a second more a node remembers it as one of our own: nothing is opened unasked meanwhile.
  const isUnasked = !isSame && leave === null;
  if (isUnasked && !(await deps.applications.isStillFirstParty(await work.write(), tenantId, applicationId)))
    throw new errors.ConsentRequired('the customer has to be asked');
  const opened = isSame
    ? kept
    : await deps.sessions.grants.open(await work.write(), {
        tenantId,
        sessionId,
        applicationId,
        customerId,
        scopes,
        resourceScopes,
        requestId: work.request.id,
        ownSeconds,
      });
  if (opened === null) throw new errors.SessionNotFound('the session has ended');

  const grant = new oidc.provider.Grant({ accountId: customerId, clientId: applicationId });
  grant.jti = opened.grantId;
  grant.exp = epoch(endsAt);
  grant.addOIDCScope(scopes);
  for (const [resource, text] of Object.entries(resourceScopes)) grant.addResourceScope(resource, text);
  oidc.session?.sidFor(applicationId, opened.sid);
  return grant;
}

function union(scopes: readonly string[]): string {
  return [...new Set(scopes)]
    .filter((scope) => scope !== '')
    .sort()
    .join(' ');
}
