/** What is going on, in a sentence or two, and the switch: attack mode by the word of staff. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { endAttackMode, type Posture, protectionKey } from '../../api/protection.ts';
import { Code } from '../../parts/copy.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Notice } from '../../parts/page.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { sentenceOfAttack } from './attack-sentence.ts';
import { BeginDialog } from './begin-dialog.tsx';
import { timeOf, upTo } from './numbers.ts';
import { sentenceOfEnd } from './words.ts';

export function Standing({ posture }: { readonly posture: Posture }) {
  const isAttacked = posture.mode === 'attack';
  return (
    <div className="stack">
      {posture.standing_aside && <StandingAside proxies={posture.proxies} />}
      {posture.detection === 'off' && <Notice>{text('protection.detection-off')}</Notice>}
      <section className={`card protection-standing ${isAttacked ? 'attacked' : 'calm'}`}>
        <span className="protection-sign">
          <Icon name={isAttacked ? 'warning' : 'check'} />
        </span>
        <div className="protection-said" role="status">
          {isAttacked ? <Attack posture={posture} /> : <Calm posture={posture} />}
        </div>
        <Switch posture={posture} />
      </section>
    </div>
  );
}

function Calm({ posture: { last_attack: last, open_findings: open } }: { readonly posture: Posture }) {
  return (
    <>
      <h2>{text('protection.calm')}</h2>
      <p>
        {open > 0 ? text('protection.calm.open', { count: open, number: upTo(open) }) : text('protection.calm.nothing')}{' '}
        {last !== null && text('protection.calm.last', { time: timeOf(last.began_at) })}
      </p>
    </>
  );
}

function Attack({ posture }: { readonly posture: Posture }) {
  return (
    <>
      <h2>{text('protection.attack', { time: timeOf(posture.began_at ?? '') })}</h2>
      <p>{sentenceOfAttack(posture)}</p>
      <p className="muted">{sentenceOfEnd(posture)}</p>
    </>
  );
}

function Switch({ posture: { mode } }: { readonly posture: Posture }) {
  const [asked, setAsked] = useState<'begin' | 'end'>();
  const queries = useQueryClient();
  const may = useMay();
  if (!may('protection:write')) return null;
  const close = () => setAsked(undefined);
  async function end() {
    await endAttackMode();
    tell(text('protection.ended'));
    await queries.invalidateQueries({ queryKey: protectionKey });
  }
  return (
    <div className="actions">
      <Button variant="default" onClick={() => setAsked('begin')}>
        {text(mode === 'attack' ? 'protection.change' : 'protection.begin')}
      </Button>
      {mode === 'attack' && <Button onClick={() => setAsked('end')}>{text('protection.end')}</Button>}
      <BeginDialog isOpen={asked === 'begin'} isBegun={mode === 'attack'} close={close} />
      <Confirm
        isOpen={asked === 'end'}
        close={close}
        title={text('protection.end.title')}
        action={text('protection.end')}
        confirm={end}
      >
        <p className="muted">{text('protection.end.text')}</p>
      </Confirm>
    </div>
  );
}

function StandingAside({ proxies }: Pick<Posture, 'proxies'>) {
  return (
    <Notice tone="bad">
      <p>{text('protection.aside')}</p>
      {proxies.length > 0 ? (
        <>
          <p>{text('protection.aside.remedy')}</p>
          <Code code={`TRUSTED_PROXIES=${proxies.join(',')}`} name={text('protection.aside.setting')} />
        </>
      ) : (
        <p>{text('protection.aside.ask')}</p>
      )}
    </Notice>
  );
}
