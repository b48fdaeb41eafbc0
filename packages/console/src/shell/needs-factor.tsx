/** Administering asks for a second step here: says so, and leads to where one is set up. */
import { Button } from '@mantine/core';
import { Mark } from '../parts/icon.tsx';
import { signOut } from '../session/session.ts';
import { text } from '../texts/index.ts';

export function NeedsFactor() {
  return (
    <div className="alone">
      <main>
        <Mark />
        <h1>{text('session.needs-factor.title')}</h1>
        <p className="muted">{text('session.needs-factor.text')}</p>
        <div className="actions">
          <Button component="a" href="/account/factors">
            {text('session.needs-factor.set-up')}
          </Button>
          <Button variant="default" onClick={signOut}>
            {text('session.needs-factor.again')}
          </Button>
        </div>
      </main>
    </div>
  );
}
