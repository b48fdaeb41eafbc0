/** Where everybody arrives: the way to the first sign-in until it is gone, then what happened last. */
import { useMay, useMe } from '../../api/me.ts';
import { Page } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import { Attacks } from './attacks.tsx';
import { Attention } from './attention.tsx';
import { Begin } from './begin.tsx';
import { LatestActivity } from './latest-activity.tsx';
import { NewestCustomers } from './newest-customers.tsx';
import { OwnApplications } from './own-applications.tsx';

export function Overview() {
  const { data: me } = useMe();
  const may = useMay();
  if (me === undefined) return null;
  const name = me.name ?? me.email ?? '';
  return (
    <Page
      title={name === '' ? text('nav.overview') : text('overview.hello', { name })}
      tab={text('nav.overview')}
      lead={text('overview.lead')}
    >
      <div className="stack">
        {may('protection:read') && <Attacks />}
        {may('system:read') && <Attention />}
        {may('applications:write') && may('ledger:read') && <Begin />}
        <div className="columns">
          {may('customers:read') && <NewestCustomers />}
          <div className="stack">
            {may('applications:read') && <OwnApplications />}
            {may('ledger:read') && <LatestActivity />}
          </div>
        </div>
      </div>
    </Page>
  );
}
