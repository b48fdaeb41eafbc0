/** Signed in, but with no role here: says so, and how one is given. */
import { Button } from '@mantine/core';
import { Mark } from '../parts/icon.tsx';
import { signOut } from '../session/session.ts';
import { text } from '../texts/index.ts';

export function NotAdministrator() {
  return (
    <div className="alone">
      <main>
        <Mark />
        <h1>{text('session.not-administrator.title')}</h1>
        <p className="muted">{text('session.not-administrator.text')}</p>
        <div className="actions">
          <Button component="a" href="/account" variant="default">
            {text('shell.own-account')}
          </Button>
          <Button onClick={signOut}>{text('shell.sign-out')}</Button>
        </div>
      </main>
    </div>
  );
}
