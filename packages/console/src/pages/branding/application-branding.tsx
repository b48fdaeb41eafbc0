/** What pages look like on the way to one application; where it wishes nothing, as for the whole business. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { readApplication } from '../../api/applications.ts';
import { readBranding } from '../../api/branding.ts';
import { BackArrow, Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { BrandingForm } from './form.tsx';

export function ApplicationBranding() {
  const { clientId } = useParams({ from: '/applications/$clientId/branding' });
  const application = useQuery({
    queryKey: ['application', clientId],
    queryFn: ({ signal }) => readApplication(clientId, signal),
  });
  const found = useQuery({
    queryKey: ['branding', clientId],
    queryFn: async ({ signal }) => {
      const [own, business] = await Promise.all([readBranding(clientId, signal), readBranding(null, signal)]);
      return { own, inherited: business.value.branding };
    },
  });
  const name = application.data?.value.client_name ?? '';
  return (
    <Page
      title={name === '' ? text('branding.title') : text('branding.of', { name })}
      tab={text('branding.title')}
      lead={text('branding.of.lead')}
      back={
        <Link to="/applications/$clientId" params={{ clientId }} className="back">
          <BackArrow />
          {name === '' ? text('application.back') : <bdi>{name}</bdi>}
        </Link>
      }
    >
      <Answer of={found} lines={8}>
        {({ own: { value, version }, inherited }) => (
          <BrandingForm
            key={version}
            known={value.branding}
            version={version}
            of={{ applicationId: clientId, inherited }}
          />
        )}
      </Answer>
    </Page>
  );
}
