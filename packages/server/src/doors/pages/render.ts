/**
 * Draws a page: one view inside the one layout, in the person's language. Pure apart from reading its templates once;
 * whatever a model holds is escaped, and no page needs a script to work.
 */
import { fileURLToPath } from 'node:url';
import { type Translations, templatesIn } from '../../rooms/messaging/index.ts';
import { loadAssets } from './assets/index.ts';
import { createBlanks, type DrawBlank } from './blanks.ts';
import { attributesText } from './views/attributes-text.ts';
import { fieldLabel, fieldText } from './views/field-text.ts';
import type { PageContext, ViewModels, ViewName } from './views/models.ts';
import { readOutboxMessage } from './views/outbox-message.ts';
import { scopeText } from './views/scope-text.ts';

const viewsFolder = fileURLToPath(new URL('./views/', import.meta.url));

export type Renderer = {
  /** The whole HTML document of one page. */
  render<Name extends ViewName>(view: Name, model: ViewModels[Name], context: PageContext): string;
  /** The same for a form that is still empty: drawn once, and kept for all journeys but for the name of each. */
  readonly renderBlank: DrawBlank;
  /** Reads and parses every view now, so that a broken one stops the start and no visitor waits for it. */
  prepare(): void;
};

const views = () =>
  templatesIn(viewsFolder, {
    filters: {
      attributes_text: attributesText,
      field_label: fieldLabel,
      field_text: fieldText,
      outbox_message: readOutboxMessage,
      scope_text: scopeText,
    },
  });

/** Draws pages; before the first, or by `prepare`, every view is read and parsed. */
export function createRenderer(dependencies: { readonly translations: Translations }): Renderer {
  const { translations } = dependencies;
  const renderer: Pick<Renderer, 'render'> = {
    render(view, model, context) {
      const assets = loadAssets();
      const locale = translations.describe(context.locale);
      const words = context.texts === undefined ? translations : translations.worded(context.texts);
      const scope = {
        view,
        model,
        page: {
          ...context,
          locale: locale.tag,
          direction: locale.direction,
          cssVersion: assets.version('pages.css'),
          scriptVersion: assets.version('pages.js'),
          passkeyScriptVersion: assets.version('passkey.js'),
          deviceKeyScriptVersion: assets.version('device-key.js'),
          challengeScriptVersion: assets.version('challenge.js'),
          challengeWorkerVersion: assets.version('challenge-worker.js'),
          markVersion: assets.version('mark.svg'),
          languages: context.languageLinks.map((link) => ({
            ...translations.describe(link.locale),
            href: link.href,
            current: link.locale === locale.tag,
          })),
        },
      };
      return views().render(view, locale.tag, scope, words);
    },
  };
  return { ...renderer, renderBlank: createBlanks(renderer.render), prepare: () => void views() };
}
