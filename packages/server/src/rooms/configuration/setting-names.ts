/** Every setting of a tenant as `section.field`, in the order of the form. */
import { givenSettings } from '../tenants/index.ts';

export const settingNames: readonly string[] = Object.entries(givenSettings.shape).flatMap(([section, form]) =>
  Object.keys(form.unwrap().shape).map((field) => `${section}.${field}`),
);
