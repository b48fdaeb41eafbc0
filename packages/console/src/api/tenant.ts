/** The business whose console this is. */
import { call, callVersioned } from './call.ts';

/** Another name, for who may manage the tenants of this installation. */
export async function renameTenant(tenantId: string, name: string): Promise<void> {
  const path = `/api/admin/tenants/${encodeURIComponent(tenantId)}`;
  const { version } = await callVersioned(path);
  await call(path, { method: 'PATCH', body: { name }, version });
}
