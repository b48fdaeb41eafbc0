/** Asks the provider, now, whether the connection would work, and says what was found. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type Tested, testConnection } from '../../api/connections.ts';
import { Icon } from '../../parts/icon.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';

export function Test({ id }: { readonly id: string }) {
  const test = useMutation({ mutationFn: () => testConnection(id) });
  return (
    <Card
      title={text('connection.test')}
      lead={text('connection.test.lead')}
      actions={
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {text(test.isSuccess ? 'connection.test.again' : 'connection.test.run')}
        </Button>
      }
    >
      <div role="status">{test.isSuccess && <Findings tested={test.data} />}</div>
      {test.isError && <Notice tone="bad">{sentenceOf(test.error)}</Notice>}
    </Card>
  );
}

const icons = { ok: 'check', warning: 'info', failed: 'warning' } as const;

function Findings({ tested: { ok, findings } }: { readonly tested: Tested }) {
  return (
    <>
      <p className="small">{text(ok ? 'connection.test.ok' : 'connection.test.failed')}</p>
      <ul className="findings">
        {findings.map(({ check, outcome, code, reason, values, text: said }) => (
          <li key={`${check} ${said}`} className={outcome}>
            <Icon name={icons[outcome]} />
            <span>
              <strong>{text(`connection.finding.${outcome}`)}</strong> · {text(`connection.check.${check}`)}
              <span className="sub">
                {text(`connection.found.${code}`, values)}
                {reason !== null && <> {text(`connection.trouble.${reason}`, values)}</>}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
