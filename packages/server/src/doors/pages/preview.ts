/**
 * The real pages with made-up facts: to look at a branding and at texts before they are saved, and to try texts out. No
 * journey stands behind them; nothing typed into them goes anywhere.
 */
import { attributesAtSignUp } from '../../rooms/customers/index.ts';
import type { Translations } from '../../rooms/messaging/index.ts';
import { labelsOf } from '../../rooms/messaging/index.ts';
import type { Tenant, TextOverrides } from '../../rooms/tenants/index.ts';
import { toField } from './attribute-fields.ts';
import { brandOf } from './brand.ts';
import type { PageDependencies } from './page.ts';
import type { Renderer } from './render.ts';
import { identifierLabel } from './sign-in-label.ts';
import { toThemeQuery } from './themes.ts';
import type { PageContext, SignUpModel } from './views/models.ts';
import type { SignInModel } from './views/sign-in-model.ts';

const previewPages = ['sign-in', 'sign-up', 'verify', 'error'] as const;
type PreviewPage = (typeof previewPages)[number];

type PreviewWanted = {
  readonly page: PreviewPage;
  readonly locale: string;
  /** The tenant as it would be: with a branding and texts that need not be saved. */
  readonly tenant: Tenant;
  /** The application on the way, by name. */
  readonly destination?: string | undefined;
};

type PreviewDependencies = Pick<
  PageDependencies,
  'accountIdentifiers' | 'clock' | 'profileSchema' | 'renderer' | 'themes' | 'translations'
>;

type Facts = {
  readonly signIn: Pick<SignInModel, 'isEmailOnly'> & { readonly label: string };
  readonly signUp: Pick<SignUpModel, 'fields'> & { readonly labels: Readonly<Record<string, string>> };
};

/** Draws a page as a customer of this tenant would see it: the whole HTML document. */
export async function drawPreview(deps: PreviewDependencies, wanted: PreviewWanted): Promise<string> {
  const { page, locale, tenant, destination } = wanted;
  const translations = deps.translations.worded(tenant.texts);
  const asked = attributesAtSignUp(await deps.profileSchema.current(tenant.tenantId));
  const { text: label, isEmailOnly } = identifierLabel(
    translations.translator(locale),
    deps.accountIdentifiers.rules(tenant),
  );
  const facts: Facts = {
    signIn: { label, isEmailOnly },
    signUp: {
      labels: labelsOf(translations, locale, asked),
      fields: asked.map((attribute) =>
        toField({ translations, locale }, attribute, undefined, attribute.at_sign_up === 'optional'),
      ),
    },
  };
  const brand = brandOf(deps.themes, tenant);
  const drawn = drawSample(deps.renderer, page, facts, {
    ...brand,
    // The style says what is asked for, whatever is saved.
    themeQuery: toThemeQuery(tenant.settings.branding) || 'mode=auto',
    locale,
    tenantName: tenant.name,
    now: deps.clock.now(),
    development: false,
    isPreview: true,
    links: tenant.settings.links,
    languageLinks: [],
    ...(destination === undefined ? {} : { destination }),
  });
  return withoutScript(drawn);
}

/** A preview runs nothing and takes no focus; browsers would complain of what its sandbox forbids. */
const withoutScript = (html: string): string =>
  html.replace(/<script src="[^"]*" defer><\/script>\n/, '').replaceAll(/ autofocus(?=[ >])/g, '');

/** Draws every page that can be shown, in this language and with these words; throws what cannot be drawn. */
export function tryPages(
  { renderer, translations }: { readonly renderer: Pick<Renderer, 'render'>; readonly translations: Translations },
  texts: TextOverrides,
  locale: string,
): void {
  const label = translations.worded(texts).translator(locale)('pages:sign_in.identifier.email');
  const facts = { signIn: { label, isEmailOnly: true }, signUp: { labels: {}, fields: [] } };
  const made = { locale, texts, tenantName: 'Shop', themeVersion: '', now: sampleDay, development: false };
  for (const page of previewPages) drawSample(renderer, page, facts, { ...made, links: {}, languageLinks: [] });
}

const sampleDay = new Date('2026-11-22T09:30:00Z');

function drawSample(renderer: Pick<Renderer, 'render'>, page: PreviewPage, facts: Facts, context: PageContext): string {
  const form = (action: string) => ({ action, hidden: {} });
  switch (page) {
    case 'sign-in': {
      const { label, isEmailOnly } = facts.signIn;
      const model = { isEmailOnly, password: true, recoverHref: '/recover', signUpHref: '/sign-up' };
      return renderer.render(
        'sign-in',
        { ...model, form: { ...form('/sign-in'), labels: { identifier: label } } },
        context,
      );
    }
    case 'sign-up': {
      const { labels, fields } = facts.signUp;
      return renderer.render(
        'sign-up',
        { form: { ...form('/sign-up'), labels }, fields, signInHref: '/sign-in' },
        context,
      );
    }
    case 'verify': {
      const model = { maskedEmail: 'm•••@example.com', changeAddressHref: '/sign-up', notice: 'code_sent' as const };
      return renderer.render('verify', { ...model, form: form('/verify'), resend: form('/verify/resend') }, context);
    }
    case 'error':
      return renderer.render('error', { code: 'flow.unknown', reference: `req_${'0'.repeat(26)}` }, context);
  }
}
