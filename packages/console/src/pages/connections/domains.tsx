/** The mail domains of a company that signs its people in itself: what to publish, and whether it was found. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addDomain, type ConnectionDomain, listDomains, removeDomain, verifyDomain } from '../../api/connections.ts';
import { errorAt } from '../../api/problem.ts';
import { Copyable } from '../../parts/copy.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import { Badge, Card, Facts, Notice } from '../../parts/page.tsx';
import { Answer, sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

type Props = { readonly id: string; readonly mayChange: boolean };

export function Domains({ id, mayChange }: Props) {
  const found = useQuery({
    queryKey: ['connection', id, 'domains'],
    queryFn: ({ signal }) => listDomains(id, signal),
  });
  return (
    <Card title={text('connection.domains')} lead={text('connection.domains.lead')}>
      <div className="stack">
        <Answer of={found} lines={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{text('connection.domains.empty')}</p>
            ) : (
              <ul className="rows">
                {items.map((domain) => (
                  <Domain key={domain.domain} id={id} domain={domain} mayChange={mayChange} />
                ))}
              </ul>
            )
          }
        </Answer>
        {mayChange && <Add id={id} />}
      </div>
    </Card>
  );
}

/** Whatever changed: the domains, and how many the list counts. */
function useFresh(id: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['connection', id, 'domains'] });
    await queries.invalidateQueries({ queryKey: ['connection', id, 'removal'] });
  };
}

function Add({ id }: { readonly id: string }) {
  const [typed, setTyped] = useState('');
  const refresh = useFresh(id);
  const add = useMutation({
    mutationFn: () => addDomain(id, typed.trim()),
    async onSuccess() {
      setTyped('');
      await refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const wrong = errorAt(add.error, '/domains') ?? errorAt(add.error, '/domain');
  return (
    <form className="caller-check" onSubmit={submit}>
      <TextInput
        label={text('connection.domains.add')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={wrong ?? (add.error === null ? undefined : sentenceOf(add.error))}
        placeholder="contoso.example"
        maxLength={253}
        autoComplete="off"
        spellCheck={false}
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={typed.trim() === ''}>
        {text('connection.domains.add.action')}
      </Button>
    </form>
  );
}

type DomainProps = Props & { readonly domain: ConnectionDomain };

function Domain({ id, domain: { domain, state, proof }, mayChange }: DomainProps) {
  const [isAsking, setAsking] = useState(false);
  const refresh = useFresh(id);
  const check = useMutation({
    mutationFn: () => verifyDomain(id, domain),
    async onSuccess() {
      tell(text('connection.domains.found', { domain }));
      await refresh();
    },
  });
  return (
    <li className="domain">
      <div className="domain-head">
        <strong>
          <bdi>{domain}</bdi>
        </strong>
        <Badge tone={state === 'proven' ? 'good' : 'accent'}>{text(`connection.domains.${state}`)}</Badge>
      </div>
      {proof !== null && (
        <>
          <p className="small muted">{text('connection.domains.publish')}</p>
          <Facts
            rows={[
              [
                text('connection.domains.name'),
                <Copyable key="name" value={proof.dns_record} name={text('connection.domains.name')} />,
              ],
              [
                text('connection.domains.value'),
                <Copyable key="value" value={proof.value} name={text('connection.domains.value')} />,
              ],
            ]}
          />
        </>
      )}
      {check.isError && <Notice tone="bad">{sentenceOf(check.error)}</Notice>}
      {mayChange && (
        <div className="actions">
          {proof !== null && (
            <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
              {text('connection.domains.check')}
            </Button>
          )}
          <Button size="xs" variant="subtle" onClick={() => setAsking(true)}>
            {text('connection.domains.remove')}
          </Button>
        </div>
      )}
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={text('connection.domains.remove.title', { domain })}
        action={text('connection.domains.remove')}
        isDangerous
        confirm={async () => {
          await removeDomain(id, domain);
          await refresh();
        }}
      >
        <p className="muted">{text('connection.domains.remove.text')}</p>
      </Confirm>
    </li>
  );
}
