/** Adds an application. Its secret is shown on the page that follows, this once. */
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type ApplicationKind, addApplication, hasRedirects, metadataOf } from '../../api/applications.ts';
import { errorAt } from '../../api/problem.ts';
import { BackArrow, Notice, Page } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { KindChoice } from './kind-choice.tsx';
import { linesOf } from './lines.ts';
import { keepSecret } from './shown-once.ts';

export function NewApplication() {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ApplicationKind>('server');
  const [redirects, setRedirects] = useState('');
  const [isOwn, setOwn] = useState(true);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: addApplication,
    async onSuccess({ client_id, client_secret }) {
      keepSecret(client_id, client_secret);
      await queries.invalidateQueries({ queryKey: ['applications'] });
      tell(text('application.created'));
      await navigate({ to: '/applications/$clientId', params: { clientId: client_id } });
    },
  });
  const hasPeople = kind !== 'machine';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({
      client_name: name,
      first_party: isOwn,
      ...metadataOf(kind),
      ...(hasRedirects(kind) ? { redirect_uris: linesOf(redirects) } : {}),
    });
  };
  return (
    <Page
      title={text('application.new.title')}
      lead={text('application.new.lead')}
      back={
        <Link to="/applications" className="back">
          <BackArrow />
          {text('application.back')}
        </Link>
      }
    >
      <form className="card form measure" onSubmit={submit}>
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
        <KindChoice value={kind} choose={setKind} />
        {hasRedirects(kind) && (
          <Textarea
            label={text('application.redirect')}
            description={text('application.redirect.hint')}
            value={redirects}
            onChange={(event) => setRedirects(event.currentTarget.value)}
            error={errorAt(add.error, '/redirect_uris')}
            placeholder={kind === 'native' ? 'com.example.app:/callback' : 'https://shop.example/callback'}
            rows={3}
            required
            withAsterisk={false}
            spellCheck={false}
          />
        )}
        {hasPeople && (
          <Checkbox
            label={text('application.first-party')}
            description={text('application.first-party.hint')}
            checked={isOwn}
            onChange={(event) => setOwn(event.currentTarget.checked)}
          />
        )}
        <div className="form-end">
          <Button type="submit" loading={add.isPending}>
            {text('application.create')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
