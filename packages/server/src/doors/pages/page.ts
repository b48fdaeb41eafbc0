/**
 * What the routes of this door share: who is asking, in which language, and how a page is drawn for them. One object
 * a request, made where it is used.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../foundation/clock/index.ts';
import type { Settings } from '../../foundation/config/index.ts';
import type { Geography } from '../../foundation/geography/index.ts';
import type {
  Account,
  AccountIdentifiers,
  AccountIdentities,
  AccountLife,
  AccountPasskeys,
  DeviceRequests,
  SecondFactors,
} from '../../rooms/account/index.ts';
import type { Administration } from '../../rooms/administration/index.ts';
import type { Applications, EffectiveSettings } from '../../rooms/applications/index.ts';
import type { Authentication, FlowInteraction, SignInOutcome, Visitor } from '../../rooms/authentication/index.ts';
import type { CurrentSession, Gate } from '../../rooms/gate/index.ts';
import type { Translations } from '../../rooms/messaging/index.ts';
import type { Protection } from '../../rooms/protection/index.ts';
import type { Recovery } from '../../rooms/recovery/index.ts';
import type { Choosing, Registration } from '../../rooms/registration/index.ts';
import type { StartedSession } from '../../rooms/sessions/index.ts';
import type { Assets, BrandingSettings, ProfileSchemas, Tenants } from '../../rooms/tenants/index.ts';
import { clientAddress } from '../listener/index.ts';
import { brandOf } from './brand.ts';
import type { Cookies } from './cookies.ts';
import { type Filled, fillIn } from './fill-in.ts';
import { languageHref } from './language-href.ts';
import { pseudoLocale } from './pseudo-locale.ts';
import type { Renderer } from './render.ts';
import type { Themes } from './themes.ts';
import type { PageContext, ViewModels, ViewName } from './views/models.ts';

export type PageDependencies = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly geography: Pick<Geography, 'placeOf'>;
  readonly translations: Translations;
  readonly applications: Pick<Applications, 'appLinks' | 'directOrigins' | 'find' | 'settingsFor'>;
  readonly authentication: Authentication;
  readonly registration: Registration;
  readonly recovery: Recovery;
  readonly account: Account;
  readonly administration: Administration;
  readonly accountLife: AccountLife;
  readonly accountPasskeys: AccountPasskeys;
  readonly deviceRequests: DeviceRequests;
  readonly secondFactors: SecondFactors;
  readonly accountIdentifiers: AccountIdentifiers;
  readonly accountIdentities: AccountIdentities;
  readonly gate: Gate;
  readonly protection: Protection;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
  readonly tenants: Pick<Tenants, 'origins' | 'previews'> & { readonly assets: Pick<Assets, 'read'> };
  readonly renderer: Renderer;
  readonly cookies: Cookies;
  readonly themes: Themes;
};

/** The language of this request: asked for, remembered, or preferred by the browser. */
export function localeOf(deps: PageDependencies, request: FastifyRequest): string {
  const { ui_locales: asked } = request.query as { ui_locales?: unknown };
  return deps.translations.negotiate(
    request.headers['accept-language'],
    typeof asked === 'string' ? asked : deps.cookies.readLocale(request),
    request.tenant.settings.languages,
  );
}

/** A language that was asked for once stays for the pages that follow, whatever this one turns out to be. */
export function rememberLocale(deps: PageDependencies, request: FastifyRequest, reply: FastifyReply): void {
  if ('ui_locales' in (request.query as object)) deps.cookies.rememberLocale(reply, localeOf(deps, request));
}

/** The texts as this tenant words them. */
export function wordsOf(deps: Pick<PageDependencies, 'translations'>, request: FastifyRequest): Translations {
  return deps.translations.worded(request.tenant.texts);
}

/** What every page shares, for this request. `branding` is that of the application ahead, if one is. */
export function pageContext(
  deps: PageDependencies,
  request: FastifyRequest,
  branding: BrandingSettings = request.tenant.settings.branding,
): PageContext {
  const locale = localeOf(deps, request);
  // The pseudo-locale is for those who know its name.
  const offered = deps.translations
    .offered(request.tenant.settings.languages)
    .filter(({ tag }) => tag !== pseudoLocale.tag || tag === locale);
  return {
    locale,
    tenantName: request.tenant.name,
    ...brandOf(deps.themes, request.tenant, branding),
    now: deps.clock.now(),
    development: deps.settings.development,
    links: request.tenant.settings.links,
    languageLinks: offered.map(({ tag }) => ({ locale: tag, href: languageHref(request, tag) })),
  };
}

/** Where a journey leads: the application and what it sets. */
export type Toward = Omit<FlowInteraction, 'reference'> & {
  /** What the application's request is found by; null where none waits, as behind an invitation. */
  readonly reference: Buffer | null;
  readonly settings: EffectiveSettings;
};

/**
 * Draws a page and sends it. `blankFor` names the journey of a form that nobody has filled in yet: such a page says
 * nothing about anybody and is the same for all who see it but for that name, and for what is `filled` in.
 */
export function sendPage<Name extends ViewName>(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  page: {
    view: Name;
    model: ViewModels[Name];
    status?: number;
    toward?: Toward | null;
    blankFor?: string;
    /** What the marks in the model stand for. */
    filled?: Readonly<Record<Filled, string>>;
  },
): FastifyReply {
  const { view, model, toward = null, blankFor } = page;
  if (toward !== null) allowFormTarget(reply, toward.formTarget);
  const bare = pageContext(deps, request, toward?.settings.branding);
  const context = toward === null ? bare : { ...bare, destination: toward.destination, links: toward.settings.links };
  const drawn =
    blankFor === undefined
      ? deps.renderer.render(view, model, context)
      : deps.renderer.renderBlank(blankFor, view, model, context);
  const html = page.filled === undefined ? drawn : fillIn(drawn, page.filled);
  return reply
    .status(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(html);
}

/** Browsers hold the redirects after a form to the policy of its page: the place a journey ends at must be named. */
export function allowFormTarget(reply: FastifyReply, target: string): void {
  const policy = String(reply.getHeader('content-security-policy'));
  if (!/^(https?:\/\/[a-z0-9.:[\]-]+|[a-z][a-z0-9.+-]*:)$/.test(target)) return;
  reply.header('content-security-policy', policy.replace("form-action 'self'", `form-action 'self' ${target}`));
}

/** The application that this browser's journey leads to, if it leads to one. */
export async function towardOf(
  deps: PageDependencies,
  request: FastifyRequest,
  flowId: string | undefined,
): Promise<Toward | null> {
  const browserSecret = deps.cookies.read(request, 'browser');
  const flow = await deps.authentication.flows.peek(request.tenant.tenantId, flowId, browserSecret);
  return towardInteraction(deps, request, flow?.interaction ?? null);
}

/** The same for a page that may know its journey already: that is not read a second time. */
export async function towardShown(
  deps: PageDependencies,
  request: FastifyRequest,
  { flow, interaction }: { flow: string; interaction?: FlowInteraction | null },
): Promise<Toward | null> {
  return interaction === undefined ? towardOf(deps, request, flow) : towardInteraction(deps, request, interaction);
}

async function towardInteraction(
  deps: PageDependencies,
  request: FastifyRequest,
  interaction: FlowInteraction | null,
): Promise<Toward | null> {
  if (interaction === null) return null;
  const { applicationId } = interaction;
  return { ...interaction, settings: await deps.applications.settingsFor(request.tenant, applicationId) };
}

/** What is known of the browser that asks. */
export function visitorOf(deps: PageDependencies, request: FastifyRequest): Visitor {
  return {
    client: { address: clientAddress(request), userAgent: (request.headers['user-agent'] ?? '').slice(0, 500) },
    requestId: request.id,
    browserSecret: deps.cookies.read(request, 'browser'),
    deviceSecret: deps.cookies.read(request, 'device'),
    hasDeviceToken: request.hasDeviceToken === true,
    deviceProof: request.deviceProof ?? null,
    sessionSecret: deps.cookies.read(request, 'session'),
  };
}

/** The session of this browser and its secret, or null. */
export async function sessionOf(
  deps: PageDependencies,
  request: FastifyRequest,
): Promise<{ current: CurrentSession; secret: string } | null> {
  const secret = deps.cookies.read(request, 'session');
  if (secret === null) return null;
  const { tenantId, settings } = request.tenant;
  const current = await deps.gate.currentSession(tenantId, secret, settings.session.idleSeconds);
  return current && { current, secret };
}

/** Hands the secret of a session to the browser, for as long as its owner wants to stay. */
export function giveSession(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Pick<StartedSession, 'secret' | 'isKept'>,
): void {
  const { absoluteSeconds } = request.tenant.settings.session;
  deps.cookies.setSession(reply, session.secret, session.isKept ? absoluteSeconds : null);
}

/** Where a journey goes on that asks for more. */
const pendingPath = {
  'prove-second': '/sign-in/second',
  'enrol-second': '/sign-in/enrol',
  'renew-password': '/recover/verify',
} as const;

/** Hands a fresh session to the browser, ends the one it brought along, and sends it on its way; or on to what is missing. */
export async function welcome(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignInOutcome | Choosing,
): Promise<FastifyReply> {
  if ('choosing' in signedIn) return reply.redirect(`/sign-up/passkey?flow=${signedIn.flowId}`, 303);
  if ('pending' in signedIn) return reply.redirect(`${pendingPath[signedIn.pending]}?flow=${signedIn.flowId}`, 303);
  const { tenantId } = request.tenant;
  const former = deps.cookies.read(request, 'session');
  // First: the session has begun, and must not be lost with the answer when ending the former one fails.
  giveSession(deps, request, reply, signedIn);
  const { deviceSecret } = signedIn;
  deps.cookies.setDevice(reply, deviceSecret, await deps.protection.devices.stampFor(tenantId, deviceSecret));
  if (former !== null) await deps.authentication.retire(tenantId, former, request.id);
  const asks = signedIn.leakedIn !== undefined && (await deps.accountLife.leaked.asks(tenantId, signedIn.customerId));
  const after = asks ? `/account/password/leaked?flow=${signedIn.leakedIn}` : (signedIn.returnTo ?? '/account');
  return reply.redirect(after, 303);
}
