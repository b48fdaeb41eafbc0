/** From nothing to the first customer who is signed in. Each step has its address, so that leaving loses nothing. */
import { useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import { ApplicationStep } from './application-step.tsx';
import { LookStep } from './look-step.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { firstRunSteps } from './steps.ts';

export function FirstRun() {
  const { step = 'look', client } = useSearch({ from: '/first-run' });
  const isLost = step === 'sign-in' && client === undefined;
  const shown = isLost ? 'application' : step;
  const place = firstRunSteps.indexOf(shown);
  return (
    <Page title={text('first-run.title')} lead={text('first-run.lead')}>
      <ol className="progress" aria-label={text('first-run.steps')}>
        {firstRunSteps.map((name, index) => (
          <li
            key={name}
            className={index < place ? 'past' : undefined}
            aria-current={index === place ? 'step' : undefined}
          >
            <span className="number" aria-hidden="true">
              {index < place ? '✓' : index + 1}
            </span>
            {text(`first-run.step.${name}`)}
          </li>
        ))}
      </ol>
      {shown === 'look' && <LookStep />}
      {shown === 'application' && <ApplicationStep />}
      {shown === 'sign-in' && client !== undefined && <SignInStep clientId={client} />}
    </Page>
  );
}
