/**
 * Says in plain words what a scope allows: the standard ones and those of the management API from our texts, those of
 * an own API in the words it was registered with, those of the profile schema by what they hand out, and anything else
 * by its name.
 */
import type { DescribedScope } from '../../../rooms/applications/index.ts';
import type { TemplateFilter } from '../../../rooms/messaging/index.ts';
import { attributeLabel } from '../../../rooms/messaging/index.ts';
import type { ScopeItem } from './models.ts';

/** A template filter from a `ScopeItem` to its sentence. */
export const scopeText: TemplateFilter = (item, locale, translations) => {
  const { scope, description, attributes: handedOut = [] } = item as ScopeItem;
  const translate = translations.translator(locale);
  const labels = handedOut
    // The standard sentence speaks of the name.
    .filter(({ name }) => scope !== 'profile' || name !== 'name')
    .map((attribute) => attributeLabel(translations, locale, attribute));
  const attributes = new Intl.ListFormat(locale).format(labels);
  // Only plain names are keys: a colon or a dot would name another text.
  const key = `pages:scopes.standard.${scope}`;
  if (/^[a-z_]+$/.test(scope) && translations.has(key)) {
    const standard = translate(key);
    return labels.length === 0 ? standard : translate('pages:scopes.profile_more', { standard, attributes });
  }
  if (description !== undefined) return description;
  // The tenant's own API is there without being registered: its words are ours, in every language.
  const ofManagement = `pages:scopes.management.${scope.replaceAll(/[:.]/g, '_')}`;
  if (/^[a-z_:.]+$/.test(scope) && translations.has(ofManagement)) return translate(ofManagement);
  return labels.length === 0
    ? translate('pages:scopes.other', { scope })
    : translate('pages:scopes.attributes', { attributes });
};

/** A scope as the views draw it. */
export function toScopeItem(described: DescribedScope): ScopeItem {
  const { scope, description, attributes } = described;
  return { scope, attributes, ...(description === null ? {} : { description }) };
}
