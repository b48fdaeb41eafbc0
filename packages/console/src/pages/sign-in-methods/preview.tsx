/** What a customer will meet, in steps, and what would keep people out; drawn while it is chosen. */
import { Card, Notice } from '../../parts/page.tsx';
import { currentLanguage, text } from '../../texts/index.ts';
import { meetingOf, type Policy, type Sentence } from './meet.ts';

/** What would keep people out, the worst first. */
export function Warnings({ policy }: { readonly policy: Policy }) {
  const { warnings } = meetingOf(policy);
  return (
    <section className="warnings" aria-label={text('methods.warnings')} aria-live="polite">
      {warnings.map((warning) => (
        <Notice key={warning.id} tone={warning.locksOut ? 'bad' : 'accent'}>
          {inWords(warning)}
        </Notice>
      ))}
    </section>
  );
}

export function Preview({ policy }: { readonly policy: Policy }) {
  const { steps } = meetingOf(policy);
  return (
    <div className="preview-beside">
      <Warnings policy={policy} />
      <Card title={text('methods.meet')} lead={text('methods.meet.lead')}>
        {steps.length === 0 ? (
          <p className="muted">{text('methods.meet.nothing')}</p>
        ) : (
          <ol className="meeting">
            {steps.map((step) => (
              <li key={step.id}>{inWords(step)}</li>
            ))}
          </ol>
        )}
      </Card>
    </div>
  );
}

function inWords({ id, ways = [], count = 0 }: Sentence): string {
  const list = new Intl.ListFormat(currentLanguage(), { type: 'disjunction' });
  return text(id, { ways: list.format(ways.map((way) => text(way))), count });
}
