/** Second step: an application of one's own. The one that runs on the same machine is the quickest. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type ApplicationKind, addApplication, metadataOf } from '../../api/applications.ts';
import { errorAt } from '../../api/problem.ts';
import { Card, Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { KindChoice } from '../applications/kind-choice.tsx';
import { keepSecret } from '../applications/shown-once.ts';

const usual: Readonly<Record<ApplicationKind, string>> = {
  server: 'http://localhost:4000/callback',
  browser: 'http://localhost:5173/',
  native: 'com.example.app:/callback',
  device: '',
  machine: '',
};

export function ApplicationStep() {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ApplicationKind>('server');
  const [typed, setTyped] = useState<string>();
  const redirect = typed ?? usual[kind];
  const navigate = useNavigate();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () =>
      addApplication({ client_name: name, first_party: true, ...metadataOf(kind), redirect_uris: [redirect] }),
    async onSuccess({ client_id, client_secret }) {
      keepSecret(client_id, client_secret);
      await queries.invalidateQueries({ queryKey: ['applications'] });
      await navigate({ to: '/first-run', search: { step: 'sign-in', client: client_id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Card title={text('first-run.application.title')} lead={text('first-run.application.lead')}>
      <form className="form measure" onSubmit={submit}>
        {add.error !== null && <Notice tone="bad">{sentenceOf(add.error)}</Notice>}
        <TextInput
          label={text('application.name')}
          description={text('application.name.hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorAt(add.error, '/client_name')}
          maxLength={100}
          required
          withAsterisk={false}
          autoComplete="off"
        />
        <KindChoice value={kind} kinds={['server', 'browser', 'native']} choose={setKind} />
        <TextInput
          label={text('application.redirect')}
          description={text('application.redirect.hint')}
          value={redirect}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={errorAt(add.error, '/redirect_uris') ?? errorAt(add.error, '/redirect_uris/0')}
          required
          withAsterisk={false}
          spellCheck={false}
        />
        <div className="form-end">
          <Button type="submit" loading={add.isPending}>
            {text('first-run.continue')}
          </Button>
          <Button
            variant="subtle"
            renderRoot={(props: object) => <Link to="/first-run" search={{ step: 'look' }} {...props} />}
          >
            {text('first-run.back')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
