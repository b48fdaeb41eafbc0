/** The business whose console this is. */
import { management, told, toldVersion } from './management.ts';

/** Another name, for who may manage the tenants of this installation. */
export async function renameTenant(tenantId: string, name: string): Promise<void> {
  const path = { tenant_id: tenantId };
  const { version = '' } = await toldVersion(management.GET('/api/admin/tenants/{tenant_id}', { params: { path } }));
  const params = { path, header: { 'If-Match': version } };
  await told(management.PATCH('/api/admin/tenants/{tenant_id}', { params, body: { name } }));
}
