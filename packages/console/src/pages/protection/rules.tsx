/** What detection does by itself: settings of the tenant, with what else belongs to protection beside them. */
import { Link } from '@tanstack/react-router';
import { Notice } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import type { Draft } from '../settings/draft.ts';
import type { Group } from '../settings/fields.ts';
import { TenantSettings } from '../settings/tenant-settings.tsx';

const groups: readonly Group[] = [
  {
    title: 'protection.rules',
    lead: 'protection.rules.lead',
    fields: [
      {
        ...{ section: 'protection', name: 'detection', kind: 'choice' },
        ...{ label: 'protection.rules.detection', hint: 'protection.rules.detection.hint' },
        options: [
          ['on', 'protection.rules.on'],
          ['off', 'settings.off'],
        ],
      },
      {
        ...{ section: 'protection', name: 'attackMode', kind: 'choice' },
        ...{ label: 'protection.rules.attackMode', hint: 'protection.rules.attackMode.hint' },
        options: [
          ['automatic', 'protection.rules.attackMode.automatic'],
          ['manual', 'protection.rules.attackMode.manual'],
        ],
      },
      {
        ...{ section: 'protection', name: 'digest', kind: 'choice' },
        ...{ label: 'protection.rules.digest', hint: 'protection.rules.digest.hint' },
        options: [
          ['on', 'protection.rules.digest.on'],
          ['off', 'protection.rules.digest.off'],
        ],
      },
    ],
  },
];

export const Rules = () => (
  <TenantSettings
    groups={groups}
    lines={6}
    caution={cautionOf}
    below={() => (
      <p className="muted small guide">
        {text('protection.rules.more')} <Link to="/settings">{text('nav.settings')}</Link>
      </p>
    )}
  />
);

const cautionOf = (draft: Draft) =>
  draft['protection.detection'] === 'off' && <Notice>{text('protection.rules.detection.caution')}</Notice>;
