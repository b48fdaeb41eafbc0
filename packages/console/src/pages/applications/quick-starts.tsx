/** Quick starts side by side: what to install, the files, how to run them; written for this very application. */
import { type QuickStart, quickStarts } from '@cardea/sdk/quick-starts';
import { Tabs } from '@mantine/core';
import type { ApplicationKind } from '../../api/applications.ts';
import { Code } from '../../parts/copy.tsx';
import { text } from '../../texts/index.ts';

type Props = {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly kind: ApplicationKind;
};

export function QuickStarts(props: Props) {
  const starts = startsFor(props);
  // Which one is open is decided once: not before it is known what there is.
  if (starts.length === 0) return null;
  return (
    <Tabs defaultValue={starts[0]?.id ?? null} keepMounted={false}>
      <Tabs.List aria-label={text('quick-start.name')}>
        {starts.map(({ id, name }) => (
          <Tabs.Tab key={id} value={id}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {starts.map((start) => (
        <Tabs.Panel key={start.id} value={start.id}>
          <ol className="steps">
            <li>
              <h3>{text('quick-start.install')}</h3>
              <Code code={start.install} name={text('quick-start.command')} />
            </li>
            {start.files.map((file) => (
              <li key={file.name}>
                <h3>
                  {text('quick-start.file')} <code>{file.name}</code>
                </h3>
                <Code code={file.text} name={file.name} />
              </li>
            ))}
            <li>
              <h3>{text('quick-start.run')}</h3>
              <Code code={start.run} name={text('quick-start.command')} />
            </li>
          </ol>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** Those that suit: one without a secret cannot use what asks for it. */
function startsFor({ issuer, clientId, redirectUri, kind }: Props): readonly QuickStart[] {
  if (issuer === '') return [];
  const given = URL.canParse(redirectUri) ? { redirectUri } : {};
  return quickStarts({ issuer, clientId, ...given }).filter(
    ({ keepsSecret, applicationType }) =>
      keepsSecret === (kind === 'server') && (applicationType === 'native') === (kind === 'native'),
  );
}
