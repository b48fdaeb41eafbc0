/** Branding of the business, with the real pages beside it as they would look. */
import { useQuery } from '@tanstack/react-query';
import { readBranding } from '../../api/branding.ts';
import { Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { BrandingForm } from './form.tsx';
import { Pictures } from './pictures.tsx';

export function Branding() {
  const found = useQuery({ queryKey: ['branding'], queryFn: ({ signal }) => readBranding(null, signal) });
  return (
    <Page title={text('branding.title')} lead={text('branding.lead')}>
      <Answer of={found} lines={8}>
        {({ value, version }) => (
          <div className="stack">
            <BrandingForm key={version} known={value.branding} version={version} of={{ applicationId: null }} />
            <Pictures />
          </div>
        )}
      </Answer>
    </Page>
  );
}
