/** What of an application can be changed. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Application, hasRedirects, kindOf } from '../../api/applications.ts';
import { errorAt } from '../../api/problem.ts';
import { Card, Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { linesOf } from './lines.ts';
import { useChange } from './use-change.ts';

type Props = { readonly application: Application; readonly version: string | undefined };

export function ApplicationForm({ application, version }: Props) {
  const [name, setName] = useState(application.client_name);
  const [redirects, setRedirects] = useState(application.redirect_uris.join('\n'));
  const [exits, setExits] = useState(application.post_logout_redirect_uris.join('\n'));
  const isSentTo = hasRedirects(kindOf(application));
  const change = useChange(application, version);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({
      client_name: name,
      ...(isSentTo ? { redirect_uris: linesOf(redirects), post_logout_redirect_uris: linesOf(exits) } : {}),
    });
  };
  return (
    <Card title={text('application.settings')}>
      <form className="form" onSubmit={submit}>
        {change.error !== null && <Notice tone="bad">{sentenceOf(change.error)}</Notice>}
        <TextInput
          label={text('application.name')}
          description={text('application.name.hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorAt(change.error, '/client_name')}
          maxLength={100}
          required
          withAsterisk={false}
        />
        {isSentTo && (
          <>
            <Textarea
              label={text('application.redirect')}
              description={text('application.redirect.hint')}
              value={redirects}
              onChange={(event) => setRedirects(event.currentTarget.value)}
              error={errorAt(change.error, '/redirect_uris')}
              rows={3}
              spellCheck={false}
            />
            <Textarea
              label={text('application.sign-out')}
              description={text('application.sign-out.hint')}
              value={exits}
              onChange={(event) => setExits(event.currentTarget.value)}
              error={errorAt(change.error, '/post_logout_redirect_uris')}
              rows={2}
              spellCheck={false}
            />
          </>
        )}
        <div className="form-end">
          <Button type="submit" loading={change.isPending}>
            {text('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
