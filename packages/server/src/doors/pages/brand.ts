/** What a page wears: the tenant's branding and words, or those of the application that the journey leads to. */
import { type BrandingSettings, pictureAt, type Tenant } from '../../rooms/tenants/index.ts';
import { type Themes, toThemeQuery } from './themes.ts';
import type { PageContext } from './views/models.ts';

export type PageBrand = Pick<
  PageContext,
  'themeVersion' | 'themeQuery' | 'logo' | 'faviconHref' | 'texts' | 'textsVersion'
>;

/** The brand of a page of this tenant. Pictures are the tenant's own: their addresses have no host. */
export function brandOf(
  themes: Themes,
  tenant: Pick<Tenant, 'tenantId' | 'version' | 'settings' | 'texts'>,
  branding: BrandingSettings = tenant.settings.branding,
): PageBrand {
  const themeQuery = toThemeQuery(branding);
  const isOwn = themeQuery === toThemeQuery(tenant.settings.branding);
  const { texts } = tenant;
  const logo = logoOf(branding);
  const favicon = pictureAt('', branding.favicon, 64);
  return {
    themeVersion: themes.of(branding).version,
    // An application may go back to what counts without any wish: that is asked for by name too.
    ...(isOwn ? {} : { themeQuery: themeQuery === '' ? 'mode=auto' : themeQuery }),
    ...(logo === undefined ? {} : { logo }),
    ...(favicon === undefined ? {} : { faviconHref: favicon.href }),
    ...(Object.keys(texts).length === 0 ? {} : { texts, textsVersion: `${tenant.tenantId} ${tenant.version}` }),
  };
}

function logoOf({ logo: { light, dark } = {}, mode = 'auto' }: BrandingSettings): PageBrand['logo'] {
  const shown = (asset: string | undefined) => pictureAt('', asset, 40);
  const onLight = shown(light ?? dark);
  const onDark = shown(dark ?? light);
  if (onLight === undefined || onDark === undefined) return undefined;
  if (mode === 'dark') return { light: onDark };
  return mode === 'light' || onDark.href === onLight.href ? { light: onLight } : { light: onLight, dark: onDark };
}
