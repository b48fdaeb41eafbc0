/** Whether a caller is who they say: they read out the code of their account page. The code opens nothing. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { checkCaller } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { Card, Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';

export function CallerCheck({ customerId }: { readonly customerId: string }) {
  const [code, setCode] = useState('');
  const may = useMay();
  const queries = useQueryClient();
  const check = useMutation({
    mutationFn: () => checkCaller(customerId, code),
    onSettled: () => queries.invalidateQueries({ queryKey: ['customer', customerId, 'activity'] }),
    onSuccess: () => setCode(''),
  });
  if (!may('customers:write')) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate();
  };
  return (
    <Card title={text('caller.title')} lead={text('caller.lead', { address: `${location.host}/account/caller-check` })}>
      <form className="caller-check" onSubmit={submit}>
        <TextInput
          label={text('caller.code')}
          value={code}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={check.isPending} disabled={code.trim() === ''}>
          {text('caller.check')}
        </Button>
      </form>
      <div role="status">
        {check.isSuccess && (
          <Notice tone={check.data.confirmed ? 'good' : 'bad'}>
            {text(check.data.confirmed ? 'caller.confirmed' : 'caller.refused')}
          </Notice>
        )}
      </div>
      {check.isError && <Notice tone="bad">{sentenceOf(check.error)}</Notice>}
    </Card>
  );
}
