/** The style of each tenant, derived once for each version of its settings and addressed by what it says. */
import { crc32 } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { deriveTheme, type Tenant } from '../../rooms/tenants/index.ts';

export type TenantTheme = { readonly css: string; readonly version: string };

export type Themes = { of(tenant: Tenant): TenantTheme };

/** A bounded memory of derived themes. */
export function createThemes(): Themes {
  const themes = new LRUCache<string, TenantTheme>({ max: 200 });
  return {
    of(tenant) {
      const key = `${tenant.tenantId} ${tenant.version}`;
      const known = themes.get(key);
      if (known !== undefined) return known;
      const { css } = deriveTheme(tenant.settings.branding);
      const theme = { css, version: crc32(css).toString(36) };
      themes.set(key, theme);
      return theme;
    },
  };
}
