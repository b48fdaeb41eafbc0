/** Sign-in settings of the business. */
import { Page } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import { groups } from './fields.ts';
import { TenantSettings } from './tenant-settings.tsx';

export const Settings = () => (
  <Page title={text('settings.title')} lead={text('settings.lead')}>
    <TenantSettings groups={groups} lines={10} />
  </Page>
);
