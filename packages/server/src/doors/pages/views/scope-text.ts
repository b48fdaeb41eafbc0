/**
 * Says in plain words what a scope allows: the standard ones and those of the management API from our texts, those of
 * an own API in the words it was registered with, and anything else by its name.
 */
import type { TemplateFilter, Translations } from '../../../rooms/messaging/index.ts';
import type { ScopeItem } from './models.ts';

/** A template filter from a `ScopeItem` to its sentence. */
export function scopeText(translations: Translations): TemplateFilter {
  return (item, locale) => {
    const { scope, description } = item as ScopeItem;
    const translate = translations.translator(locale);
    // Only plain names are keys: a colon or a dot would name another text.
    const key = `pages:scopes.standard.${scope}`;
    if (/^[a-z_]+$/.test(scope) && translations.has(key)) return translate(key);
    if (description !== undefined) return description;
    // The tenant's own API is there without being registered: its words are ours, in every language.
    const ofManagement = `pages:scopes.management.${scope.replaceAll(/[:.]/g, '_')}`;
    if (/^[a-z_:.]+$/.test(scope) && translations.has(ofManagement)) return translate(ofManagement);
    return translate('pages:scopes.other', { scope });
  };
}

/** A scope as the views draw it. */
export function toScopeItem(described: { readonly scope: string; readonly description: string | null }): ScopeItem {
  const { scope, description } = described;
  return description === null ? { scope } : { scope, description };
}
