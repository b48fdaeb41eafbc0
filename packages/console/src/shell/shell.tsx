/** The frame of every page: where one is, where one can go, who one is, and whether the network is there. */
import { Drawer } from '@mantine/core';
import { useHotkeys, useNetwork } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMe } from '../api/me.ts';
import { isProblem } from '../api/problem.ts';
import { Icon, Mark } from '../parts/icon.tsx';
import { text } from '../texts/index.ts';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';
import { NeedsFactor } from './needs-factor.tsx';
import { NotAdministrator } from './not-administrator.tsx';
import { Palette } from './palette.tsx';

export function Shell() {
  const me = useMe();
  const [isFinding, setFinding] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  const { online } = useNetwork();
  useHotkeys([['mod+K', () => setFinding(true)]], []);
  // A new page closes what lay over the old one.
  useEffect(() => {
    if (pathname !== '') setMenuOpen(false);
  }, [pathname]);

  if (isProblem(me.error, 'administrator.required')) return <NotAdministrator />;
  if (isProblem(me.error, 'administrator.second_factor_required')) return <NeedsFactor />;
  const tenant = me.data?.tenant.name ?? '';
  const rail = (
    <>
      <TenantName name={tenant} />
      <button type="button" className="find" onClick={() => setFinding(true)}>
        <Icon name="search" />
        <span>{text('palette.open')}</span>
        <span className="key" aria-hidden="true">
          {navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}
        </span>
      </button>
      <Navigation />
      <div className="rail-end">
        <AccountMenu />
      </div>
    </>
  );
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {text('shell.skip')}
      </a>
      <aside className="rail" aria-label={text('common.console')}>
        {rail}
      </aside>
      <nav className="top" aria-label={text('shell.menu')}>
        <button type="button" className="icon-button" onClick={() => setMenuOpen(true)} aria-label={text('shell.menu')}>
          <Icon name="menu" />
        </button>
        <TenantName name={tenant} />
        <button
          type="button"
          className="icon-button"
          onClick={() => setFinding(true)}
          aria-label={text('palette.open')}
        >
          <Icon name="search" />
        </button>
      </nav>
      <Drawer
        opened={isMenuOpen}
        onClose={() => setMenuOpen(false)}
        withCloseButton={false}
        size="18rem"
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        attributes={{ content: { 'aria-label': text('shell.menu') } }}
      >
        <div className="rail drawer-rail">{rail}</div>
      </Drawer>
      <div className="content">
        {!online && (
          <div className="banner bad" role="status">
            {text('shell.offline')}
          </div>
        )}
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Palette isOpen={isFinding} close={() => setFinding(false)} />
    </div>
  );
}

function TenantName({ name }: { readonly name: string }) {
  return (
    <Link to="/" className="tenant" aria-label={text('shell.home', { name })}>
      <Mark />
      <span className="tenant-name" title={name}>
        {name}
      </span>
    </Link>
  );
}
