/** Sign-in settings of the business. */
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { changeSettings, readSettings } from '../../api/settings.ts';
import { Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { groups } from './fields.ts';
import { SettingsForm } from './form.tsx';

export function Settings() {
  const found = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => readSettings(signal) });
  const may = useMay();
  return (
    <Page title={text('settings.title')} lead={text('settings.lead')}>
      <Answer of={found} lines={10}>
        {({ value, version }) => (
          <SettingsForm
            key={version}
            groups={groups}
            set={value.settings}
            usual={value.defaults}
            mayChange={may('settings:write')}
            save={(patch) => changeSettings(patch, version)}
          />
        )}
      </Answer>
    </Page>
  );
}
