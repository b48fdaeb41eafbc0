/** `/api/admin/branding/pictures`: logos and favicons. */
import { adminApi } from '@cardea/contract';
import type { Asset, Tenant } from '../../../rooms/tenants/index.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';

const path = '/api/admin/branding/pictures';

export function pictureRoutes({ tenants: { assets } }: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listPictures',
      summary: 'The pictures of the tenant',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: adminApi.branding.pictureList,
      errors: [],
      handle: async ({ tenant }) => ({
        body: {
          items: (await assets.list(tenant.tenantId)).map((asset) => toBody(asset, tenant)),
          next_cursor: null,
        },
      }),
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'addPicture',
      summary: 'Upload a picture',
      permission: 'settings:write',
      mask: 'none',
      body: adminApi.branding.newPicture,
      mostBytes: 400_000,
      status: 201,
      answer: adminApi.branding.picturesOf,
      errors: ['asset.unreadable', 'asset.too_large', 'asset.too_many'],
      async handle(call) {
        const content = Buffer.from(call.body.content, 'base64');
        return { body: toBody(await assets.add(call.tenant.tenantId, content, authorOf(call)), call.tenant) };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/{asset}`,
      operation: 'removePicture',
      summary: 'Remove a picture that nothing uses',
      permission: 'settings:write',
      mask: 'none',
      status: 204,
      errors: ['asset.not_found', 'asset.in_use'],
      async handle(call) {
        await assets.remove(call.tenant.tenantId, call.params['asset'] ?? '', authorOf(call));
        return {};
      },
    }),
  ];
}

function toBody(asset: Asset, { origin }: Pick<Tenant, 'origin'>) {
  return {
    asset: asset.asset,
    address: `${origin}/brand/${asset.asset}`,
    content_type: asset.contentType,
    width: asset.width,
    height: asset.height,
    bytes: asset.bytes,
    added_at: asset.addedAt.toISOString(),
  };
}
