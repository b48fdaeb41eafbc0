/** Applications that nobody here registered: whether they may come, how, and with what. */
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { readSettings } from '../../api/settings.ts';
import { Notice, Page } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import type { Draft } from '../settings/draft.ts';
import type { Group } from '../settings/fields.ts';
import { TenantSettings } from '../settings/tenant-settings.tsx';
import { InitialTokens } from './initial-tokens.tsx';

const groups: readonly Group[] = [
  {
    title: 'agents.ways',
    lead: 'agents.ways.lead',
    fields: [
      {
        ...{ section: 'agents', name: 'metadataDocuments', label: 'agents.documents', hint: 'agents.documents.hint' },
        kind: 'choice',
        options: [
          ['off', 'settings.off'],
          ['on', 'agents.on'],
        ],
      },
      {
        ...{ section: 'agents', name: 'registration', label: 'agents.registration', hint: 'agents.registration.hint' },
        kind: 'choice',
        options: [
          ['off', 'settings.off'],
          ['with_initial_token', 'agents.registration.token'],
          ['open', 'agents.registration.open'],
        ],
      },
      {
        ...{ section: 'agents', name: 'mostApplications', label: 'agents.most', hint: 'agents.most.hint' },
        kind: 'number',
      },
      {
        ...{ section: 'agents', name: 'unusedDays', label: 'agents.unused', hint: 'agents.unused.hint' },
        ...{ kind: 'number', unit: 'settings.days' },
      },
    ],
  },
];

export function Agents() {
  const may = useMay();
  const found = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => readSettings(signal) });
  return (
    <Page title={text('agents.title')} lead={text('agents.lead')}>
      <div className="stack wide-gap">
        <TenantSettings
          groups={groups}
          lines={6}
          caution={cautionOf}
          below={() => (
            <p className="muted small guide">
              {text('agents.guide')} <code>docs/guides/mcp-server.md</code>
            </p>
          )}
        />
        {may('applications:read') && (
          <InitialTokens isAsked={found.data?.value.settings['agents']?.['registration'] === 'with_initial_token'} />
        )}
      </div>
    </Page>
  );
}

const cautionOf = (draft: Draft) =>
  draft['agents.registration'] === 'open' && <Notice>{text('agents.registration.open.caution')}</Notice>;
