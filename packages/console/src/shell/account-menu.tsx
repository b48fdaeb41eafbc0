/** Who is signed in, how the console looks and speaks to them, and the way out. */
import { Menu, useMantineColorScheme } from '@mantine/core';
import { useMe } from '../api/me.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { signOut } from '../session/session.ts';
import { currentLanguage, languages, speak, text, textOr } from '../texts/index.ts';

const schemes = [
  ['auto', 'screen'],
  ['light', 'sun'],
  ['dark', 'moon'],
] as const satisfies readonly (readonly [string, IconName])[];

const nameOf = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

export function AccountMenu() {
  const { data: me } = useMe();
  // Without transitions Mantine would write a style element, which the policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const name = me?.name ?? me?.email ?? '';
  const roles = me?.roles.map((role) => textOr(`role.${role}`, role)).join(', ') ?? '';
  return (
    <Menu position="top-start" width={228} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className="me">
          <span className="avatar" aria-hidden="true">
            {initialOf(name)}
          </span>
          <span className="me-text">
            <span className="me-name">{name}</span>
            <span className="me-role">{roles}</span>
          </span>
          <Icon name="up" />
          <span className="hidden">{text('shell.account')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text('shell.scheme')}</Menu.Label>
        {schemes.map(([scheme, icon]) => (
          <Menu.Item
            key={scheme}
            aria-current={colorScheme === scheme}
            leftSection={<Icon name={icon} />}
            rightSection={colorScheme === scheme && <Icon name="check" />}
            onClick={() => setColorScheme(scheme)}
          >
            {text(`shell.scheme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{text('shell.language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            aria-current={currentLanguage() === language}
            rightSection={currentLanguage() === language && <Icon name="check" />}
            onClick={() => speak(language)}
          >
            {nameOf(language)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/account" leftSection={<Icon name="person" />}>
          {text('shell.own-account')}
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs" leftSection={<Icon name="document" />}>
          {text('shell.reference')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="leave" />} onClick={signOut}>
          {text('shell.sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The first letter, whatever script it is of. */
export function initialOf(name: string): string {
  return [...name.replaceAll(/[^\p{L}\p{N}]/gu, '')][0]?.toLocaleUpperCase() ?? '·';
}
