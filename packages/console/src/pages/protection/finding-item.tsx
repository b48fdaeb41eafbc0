/** One finding of the timeline: what it is, why it was raised, what was done about it, and taking that back. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { type Finding, protectionKey, undoFinding } from '../../api/protection.ts';
import { countryName } from '../../parts/country.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, type Tone } from '../../parts/page.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { timeOf } from './numbers.ts';
import { reasonsOf } from './words.ts';

const tones: Readonly<Record<Finding['state'], Tone>> = { open: 'bad', ended: 'quiet', undone: 'plain' };

/** What was done, and what an undo takes back: a password and a copy of the page are no places that one comes from. */
function deedOf({ kind, action }: Finding) {
  if (kind === 'password_spray' && action === 'confirmed') return { done: 'spray', undo: 'spray' } as const;
  if (kind === 'relayed_sign_in') return { done: 'relayed', undo: 'noted' } as const;
  return { done: action, undo: action };
}

export function FindingItem({ finding }: { readonly finding: Finding }) {
  const { kind, state, began_at: began } = finding;
  return (
    <li className={`incident ${state}`}>
      <div className="incident-head">
        <h3>{text(`protection.kind.${kind}`)}</h3>
        <Badge tone={tones[state]}>{text(`protection.state.${state}`)}</Badge>
        <span className="small muted">
          <Moment at={began} />
        </span>
      </div>
      <p className="sub">{text(`protection.kind.${kind}.means`)}</p>
      <Reasons finding={finding} />
      <p className="incident-done">
        <strong>{text('protection.done')}</strong> {text(`protection.action.${deedOf(finding).done}`)}
      </p>
      <Course finding={finding} />
      <Steps finding={finding} />
    </li>
  );
}

function Reasons({ finding }: { readonly finding: Finding }) {
  const { about, country, customer_id: customerId } = finding;
  const may = useMay();
  const reasons = reasonsOf(finding);
  const mayLook = customerId !== null && may('customers:read');
  if (about === null && reasons.length === 0 && !mayLook) return null;
  return (
    <ul className="incident-reasons">
      {about !== null && (
        <li>
          <bdi>{about}</bdi>
        </li>
      )}
      {country !== null && <li>{countryName(country)}</li>}
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
      {mayLook && (
        <li>
          <Link to="/customers/$customerId" params={{ customerId }}>
            {text('protection.customer')}
          </Link>
        </li>
      )}
    </ul>
  );
}

/** When it began and ended, and who took it back. */
function Course({
  finding: { began_at: began, ended_at: ended, last_seen_at: seen, undone },
}: {
  readonly finding: Finding;
}) {
  const times = { from: timeOf(began), to: timeOf(ended ?? seen) };
  return (
    <p className="small muted">
      {ended === null ? text('protection.course.open', times) : text('protection.course.ended', times)}
      {undone !== null && (
        <>
          {' '}
          {text(undone.by.kind === 'application' ? 'protection.undone.application' : 'protection.undone.administrator')}{' '}
          {undone.by.id !== null && <code title={undone.by.id}>{undone.by.id.slice(0, 12)}…</code>}
        </>
      )}
    </p>
  );
}

function Steps({ finding }: { readonly finding: Finding }) {
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const may = useMay();
  const { finding_id: findingId, kind, state } = finding;
  const mayUndo = state === 'open' && may('protection:write');
  const hasWave = kind === 'sign_up_wave' && may('customers:read');
  if (!mayUndo && !hasWave) return null;
  async function undo() {
    await undoFinding(findingId);
    tell(text('protection.undone'));
    await queries.invalidateQueries({ queryKey: protectionKey });
  }
  const name = text(`protection.kind.${kind}`);
  return (
    <div className="actions">
      {hasWave && (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link to="/protection/waves/$findingId" params={{ findingId }} {...props} />}
        >
          {text('protection.wave.open')}
        </Button>
      )}
      {mayUndo && (
        <Button
          size="xs"
          variant="default"
          aria-label={text('protection.undo.of', { name })}
          onClick={() => setAsking(true)}
        >
          {text('common.undo')}
        </Button>
      )}
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={text('protection.undo.title', { name })}
        action={text('common.undo')}
        confirm={undo}
      >
        <p className="muted">{text(`protection.undo.${deedOf(finding).undo}`)}</p>
        <p className="muted">{text('protection.undo.day')}</p>
      </Confirm>
    </div>
  );
}
