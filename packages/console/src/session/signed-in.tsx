/**
 * Nobody passes unsigned. On arrival the session of this browser is asked for silently; without one the person leaves for
 * the sign-in page and comes back to the same address. A session that ends later leaves the page where it is.
 */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { Mark } from '../parts/icon.tsx';
import { text } from '../texts/index.ts';
import { type Answer, comeBack, farewell, isCallback, leaveToSignIn, type Refusal } from './authorization.ts';
import { renew, standingNow, subscribe, take } from './session.ts';

/** Where the end of a session leads back to. */
const isSignedOut = (): boolean => new URLSearchParams(location.search).get('state') === farewell;

const here = (): string => location.pathname + location.search;

/** Takes the answer of the sign-in page, or asks silently. */
async function arrive(): Promise<Answer> {
  const address = new URL(location.href);
  if (!isCallback(address)) return renew();
  const answer = await comeBack(address);
  history.replaceState(null, '', answer.returnTo);
  if ('tokens' in answer) take(answer.tokens);
  return answer;
}

// Both renderings that development makes of a component arrive once.
let arrival: Promise<Answer> | undefined;

export function SignedIn({ children }: { readonly children: ReactNode }) {
  const standing = useSyncExternalStore(subscribe, standingNow);
  const [refusal, setRefusal] = useState<Refusal>();
  const isFarewell = isSignedOut();

  useEffect(() => {
    if (isFarewell) return;
    arrival ??= arrive();
    arrival.then(
      (answer) => {
        if (!('refusal' in answer)) return;
        if (['login_required', 'interaction_required', 'consent_required'].includes(answer.refusal.error)) {
          leaveToSignIn(here());
        } else setRefusal(answer.refusal);
      },
      () => setRefusal({ error: 'network', description: '' }),
    );
  }, [isFarewell]);

  if (isFarewell) return <Farewell />;
  if (refusal !== undefined) return <Refused refusal={refusal} />;
  if (standing === 'unknown') return <Arriving />;
  return (
    <>
      {standing === 'expired' && <Expired />}
      {children}
    </>
  );
}

function Arriving() {
  return (
    <div className="alone">
      <main aria-busy="true">
        <Mark />
        <div className="turning" />
        <p className="hidden" role="status">
          {text('common.loading')}
        </p>
      </main>
    </div>
  );
}

function Farewell() {
  return (
    <div className="alone">
      <main>
        <Mark />
        <h1>{text('session.farewell.title')}</h1>
        <p className="muted">{text('session.farewell.text')}</p>
        <Button onClick={() => leaveToSignIn('/console')}>{text('session.sign-in')}</Button>
      </main>
    </div>
  );
}

function Refused({ refusal }: { readonly refusal: Refusal }) {
  const isNetwork = refusal.error === 'network';
  return (
    <div className="alone">
      <main>
        <Mark />
        <h1>{text(isNetwork ? 'session.offline.title' : 'session.refused.title')}</h1>
        <p className="muted">{isNetwork ? text('failure.network') : text('session.refused.text')}</p>
        {!isNetwork && (
          <p className="small muted">
            <code>{refusal.error}</code> {refusal.description}
          </p>
        )}
        <Button onClick={() => location.reload()}>{text('failure.again')}</Button>
      </main>
    </div>
  );
}

/** Above the page, which stays as it is: what was typed is still there to be copied. */
function Expired() {
  return (
    <div className="expired" role="alertdialog" aria-labelledby="expired-title" aria-modal="false">
      <div>
        <p id="expired-title">
          <strong>{text('session.expired.title')}</strong> {text('session.expired.text')}
        </p>
        <Button size="xs" onClick={() => leaveToSignIn(here())}>
          {text('session.sign-in')}
        </Button>
      </div>
    </div>
  );
}
