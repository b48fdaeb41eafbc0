/** A part of the tenant's settings as a form that reads and saves itself. */
import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { useMay } from '../../api/me.ts';
import { changeSettings, readSettings } from '../../api/settings.ts';
import { Answer } from '../../parts/states.tsx';
import { SettingsForm } from './form.tsx';

/** `lines`: how tall it is while it is awaited. */
export function TenantSettings({
  lines,
  ...form
}: Pick<ComponentProps<typeof SettingsForm>, 'groups' | 'caution' | 'below'> & { readonly lines: number }) {
  const may = useMay();
  const found = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => readSettings(signal) });
  return (
    <Answer of={found} lines={lines}>
      {({ value, version }) => (
        <SettingsForm
          key={version}
          set={value.settings}
          usual={value.defaults}
          mayChange={may('settings:write')}
          save={(patch) => changeSettings(patch, version)}
          {...form}
        />
      )}
    </Answer>
  );
}
