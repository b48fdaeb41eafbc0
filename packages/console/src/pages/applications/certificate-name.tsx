/** Whom the certificate of an application is for: one of the names in it. */
import { NativeSelect, TextInput } from '@mantine/core';
import { errorAt } from '../../api/problem.ts';
import { text } from '../../texts/index.ts';
import { type Security, subjects } from './security.ts';

type Props = {
  readonly security: Security;
  readonly put: (part: Partial<Security>) => void;
  readonly error: Error | null;
};

export function CertificateName({ security: { subject, name }, put, error }: Props) {
  return (
    <>
      <NativeSelect
        className="setting"
        label={text('application.certificate')}
        description={text('application.certificate.hint')}
        value={subject}
        onChange={({ currentTarget: { value } }) => put({ subject: subjects.find((one) => one === value) ?? subject })}
        data={subjects.map((value) => ({ value, label: text(`application.certificate.${value}`) }))}
      />
      <TextInput
        className="setting"
        label={text('application.certificate.name')}
        description={text('application.certificate.name.hint')}
        value={name}
        onChange={(event) => put({ name: event.currentTarget.value })}
        error={errorAt(error, `/${subject}`)}
        required
        withAsterisk={false}
      />
    </>
  );
}
