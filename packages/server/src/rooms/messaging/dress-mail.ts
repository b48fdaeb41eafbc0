/** What a tenant puts around every mail: its sender, its look, its words, and the links that are to be found in each. */
import { LRUCache } from 'lru-cache';
import {
  type BrandingSettings,
  deriveTheme,
  pictureAt,
  type Tenant,
  type TenantSettings,
  type Tenants,
} from '../tenants/index.ts';
import type { MailDress, MailTheme } from './message.ts';
import type { MailSender } from './transport/mail-transport.ts';

export type Dressed = {
  readonly sender?: MailSender;
  readonly links?: TenantSettings['links'];
  readonly dress?: MailDress;
};

/** The dress of this tenant's mails; the operator's own for a tenant that is not there. */
export async function dressOf(tenants: Pick<Tenants, 'byId'>, tenantId: string): Promise<Dressed> {
  const tenant = await tenants.byId(tenantId);
  if (tenant === null) return {};
  const { mail, links } = tenant.settings;
  const sender = { name: mail.senderName, address: mail.senderAddress, replyTo: mail.replyTo };
  return { sender, links, dress: dressFor(tenant, tenant.settings.branding) };
}

/** The look of a mail with this branding, and the tenant's words. */
export function dressFor(tenant: Pick<Tenant, 'origin' | 'texts'>, branding: BrandingSettings): MailDress {
  const { light, dark } = branding.logo ?? {};
  const shown = (asset: string | undefined) => pictureAt(tenant.origin, asset, 40);
  const first = shown(light ?? dark);
  const second = light === undefined ? undefined : shown(dark);
  return {
    theme: themeOf(branding),
    texts: tenant.texts,
    ...(first === undefined ? {} : { logo: { light: first, ...(second === undefined ? {} : { dark: second }) } }),
  };
}

// Deriving colours takes longer than filling a mail.
const themes = new LRUCache<string, MailTheme>({ max: 200 });

function themeOf({ accent, radiusPixels, font, mode }: BrandingSettings): MailTheme {
  const key = JSON.stringify([accent, radiusPixels, font, mode]);
  const known = themes.get(key);
  if (known !== undefined) return known;
  const { light, dark, shape } = deriveTheme({ accent, radiusPixels, font });
  const theme = { light: mode === 'dark' ? dark : light, dark: mode === 'light' ? light : dark, shape };
  themes.set(key, theme);
  return theme;
}
