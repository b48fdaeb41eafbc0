/** Initial access tokens: who may let applications register themselves. Each is shown once, when it is made. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { initialTokensKey, listInitialTokens, removeInitialToken } from '../../api/initial-access-tokens.ts';
import { useMay } from '../../api/me.ts';
import { Code } from '../../parts/copy.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { Answer, sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';

type Props = {
  /** Whether registration asks for one now. */
  readonly isAsked: boolean;
};

export function InitialTokens({ isAsked }: Props) {
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<string>();
  const mayChange = useMay()('applications:write');
  const found = useQuery({ queryKey: initialTokensKey, queryFn: ({ signal }) => listInitialTokens(signal) });
  return (
    <Card
      title={text('agents.tokens')}
      lead={text(isAsked ? 'agents.tokens.lead' : 'agents.tokens.unasked')}
      actions={
        mayChange && (
          <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setMaking(true)}>
            {text('agents.tokens.new')}
          </Button>
        )
      }
    >
      <div className="stack">
        {made !== undefined && (
          <div className="stack" role="status">
            <Notice tone="good">{text('agents.tokens.once')}</Notice>
            <Code code={made} name={text('agents.tokens.token')} />
          </div>
        )}
        <Answer of={found} lines={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{text('agents.tokens.empty')}</p>
            ) : (
              <ul className="rows">
                {items.map(({ token_id: id, name, remaining, expires_at }) => (
                  <li key={id}>
                    <span className="avatar" aria-hidden="true">
                      <Icon name="key" />
                    </span>
                    <span className="row-text">
                      <strong>
                        <bdi>{name}</bdi>
                      </strong>
                      <span className="sub">
                        {text('agents.tokens.remaining', { count: remaining })} · {text('agents.tokens.expires')}{' '}
                        <Moment at={expires_at} />
                      </span>
                    </span>
                    {mayChange && <Remove id={id} />}
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      </div>
      <NewTokenDialog isOpen={isMaking} close={() => setMaking(false)} show={setMade} />
    </Card>
  );
}

function Remove({ id }: { readonly id: string }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeInitialToken(id),
    onError: (error) => tell(sentenceOf(error)),
    async onSuccess() {
      tell(text('agents.tokens.removed'));
      await queries.invalidateQueries({ queryKey: initialTokensKey });
    },
  });
  return (
    <Button size="xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
      {text('agents.tokens.remove')}
    </Button>
  );
}
