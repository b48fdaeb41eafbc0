/** What a tenant puts around every mail: its sender, and the links that are to be found in each. */
import type { TenantSettings, Tenants } from '../tenants/index.ts';
import type { MailSender } from './transport/mail-transport.ts';

export type Dress = { readonly sender?: MailSender; readonly links?: TenantSettings['links'] };

/** The dress of this tenant's mails; the operator's own for a tenant that is not there. */
export async function dressOf(tenants: Pick<Tenants, 'byId'>, tenantId: string): Promise<Dress> {
  const tenant = await tenants.byId(tenantId);
  if (tenant === null) return {};
  const { mail, links } = tenant.settings;
  return { sender: { name: mail.senderName, address: mail.senderAddress, replyTo: mail.replyTo }, links };
}
