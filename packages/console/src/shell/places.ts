/** Every place of the console: its address, its name, its icon, and the permission without which it is not shown. */
import type { Permission } from '@cardea/contract';
import type { IconName } from '../parts/icon.tsx';
import type { TextId } from '../texts/index.ts';

export type Place = {
  readonly to: string;
  readonly name: TextId;
  readonly icon: IconName;
  readonly permission?: Permission;
};

export type PlaceGroup = { readonly name?: TextId; readonly places: readonly Place[] };

export const placeGroups: readonly PlaceGroup[] = [
  { places: [{ to: '/', name: 'nav.overview', icon: 'home' }] },
  {
    name: 'nav.group.people',
    places: [
      { to: '/customers', name: 'nav.customers', icon: 'people', permission: 'customers:read' },
      { to: '/ledger', name: 'nav.ledger', icon: 'history', permission: 'ledger:read' },
      { to: '/protection', name: 'nav.protection', icon: 'lock', permission: 'protection:read' },
    ],
  },
  {
    name: 'nav.group.connect',
    places: [
      { to: '/applications', name: 'nav.applications', icon: 'grid', permission: 'applications:read' },
      { to: '/connections', name: 'nav.connections', icon: 'link', permission: 'connections:read' },
      { to: '/agents', name: 'nav.agents', icon: 'agent', permission: 'settings:read' },
    ],
  },
  {
    name: 'nav.group.look',
    places: [
      { to: '/branding', name: 'nav.branding', icon: 'brush', permission: 'settings:read' },
      { to: '/texts', name: 'nav.texts', icon: 'words', permission: 'settings:read' },
    ],
  },
  {
    name: 'nav.group.house',
    places: [
      { to: '/sign-in-methods', name: 'nav.sign-in-methods', icon: 'key', permission: 'settings:read' },
      { to: '/settings', name: 'nav.settings', icon: 'sliders', permission: 'settings:read' },
      { to: '/administrators', name: 'nav.administrators', icon: 'shield', permission: 'admins:read' },
      { to: '/health', name: 'nav.health', icon: 'pulse', permission: 'system:read' },
    ],
  },
];
