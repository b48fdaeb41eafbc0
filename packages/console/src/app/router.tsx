/** The addresses of the console. Each page is loaded when it is first visited. */
import type { ConnectionPreset } from '@cardea/contract';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { presetIn } from '../pages/connections/preset-names.ts';
import type { SearchKind } from '../pages/customers/search-kinds.ts';
import { type FirstRunStep, isFirstRunStep } from '../pages/first-run/steps.ts';
import { Shell } from '../shell/shell.tsx';
import { type AreaName, loadAreas } from '../texts/index.ts';
import { Broken } from './failure-boundary.tsx';
import { NotFound } from './not-found.tsx';
import {
  customersSearch,
  ledgerSearch,
  present,
  protectionSearch,
  type Search,
  textOf,
  textsSearch,
  waveSearch,
} from './searches.ts';

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** What is looked for among the customers; kept out of the address. */
    sought?: string;
    soughtBy?: SearchKind;
    /** Why personal fields are to be seen in that list. */
    reason?: string;
  }
}

/** A page with the words that it speaks. */
const speaking =
  <Module,>(areas: readonly AreaName[], load: () => Promise<Module>) =>
  async (): Promise<Module> => {
    const [module] = await Promise.all([load(), loadAreas(areas)]);
    return module;
  };

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(
    speaking(
      ['connect', 'customers', 'ledger', 'events', 'health', 'attacks'],
      () => import('../pages/overview/overview.tsx'),
    ),
    'Overview',
  ),
});
const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  validateSearch: ({ step, client }: Search): { step?: FirstRunStep; client?: string } => ({
    ...present('step', isFirstRunStep(step) ? step : undefined),
    ...present('client', textOf(client)),
  }),
  component: lazyRouteComponent(
    speaking(['connect', 'customers', 'looks'], () => import('../pages/first-run/first-run.tsx')),
    'FirstRun',
  ),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(
    speaking(['customers', 'customerWork'], () => import('../pages/customers/customers.tsx')),
    'Customers',
  ),
});
const newCustomer = createRoute({
  getParentRoute: () => root,
  path: '/customers/new',
  component: lazyRouteComponent(
    speaking(['customers', 'customerWork'], () => import('../pages/new-customer/new-customer.tsx')),
    'NewCustomer',
  ),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(
    speaking(
      ['customers', 'customerWork', 'ledger', 'events', 'signIn'],
      () => import('../pages/customer/customer.tsx'),
    ),
    'Customer',
  ),
});
const applications = createRoute({
  getParentRoute: () => root,
  path: '/applications',
  validateSearch: ({ after }: Search): { after?: string } => present('after', textOf(after)),
  component: lazyRouteComponent(
    speaking(['connect'], () => import('../pages/applications/applications.tsx')),
    'Applications',
  ),
});
const newApplication = createRoute({
  getParentRoute: () => root,
  path: '/applications/new',
  component: lazyRouteComponent(
    speaking(['connect'], () => import('../pages/applications/new-application.tsx')),
    'NewApplication',
  ),
});
const application = createRoute({
  getParentRoute: () => root,
  path: '/applications/$clientId',
  component: lazyRouteComponent(
    speaking(['connect', 'looks'], () => import('../pages/applications/application.tsx')),
    'Application',
  ),
});
const connections = createRoute({
  getParentRoute: () => root,
  path: '/connections',
  validateSearch: ({ after }: Search): { after?: string } => present('after', textOf(after)),
  component: lazyRouteComponent(
    speaking(['connections'], () => import('../pages/connections/connections.tsx')),
    'Connections',
  ),
});
const newConnection = createRoute({
  getParentRoute: () => root,
  path: '/connections/new',
  validateSearch: ({ preset }: Search): { preset?: ConnectionPreset } => present('preset', presetIn(preset)),
  component: lazyRouteComponent(
    speaking(['connections'], () => import('../pages/connections/new-connection.tsx')),
    'NewConnection',
  ),
});
const connection = createRoute({
  getParentRoute: () => root,
  path: '/connections/$connectionId',
  component: lazyRouteComponent(
    speaking(['connections', 'settings', 'customers'], () => import('../pages/connections/connection.tsx')),
    'Connection',
  ),
});
const agents = createRoute({
  getParentRoute: () => root,
  path: '/agents',
  component: lazyRouteComponent(
    speaking(['connections', 'settings'], () => import('../pages/agents/agents.tsx')),
    'Agents',
  ),
});
const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: ledgerSearch,
  component: lazyRouteComponent(
    speaking(['ledger', 'events', 'customers'], () => import('../pages/ledger/ledger.tsx')),
    'Ledger',
  ),
});
const protection = createRoute({
  getParentRoute: () => root,
  path: '/protection',
  validateSearch: protectionSearch,
  component: lazyRouteComponent(
    speaking(['protection', 'attacks', 'settings'], () => import('../pages/protection/protection.tsx')),
    'Protection',
  ),
});
const wave = createRoute({
  getParentRoute: () => root,
  path: '/protection/waves/$findingId',
  validateSearch: waveSearch,
  component: lazyRouteComponent(
    speaking(['protection', 'customers', 'customerWork'], () => import('../pages/protection/wave.tsx')),
    'Wave',
  ),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(
    speaking(['settings'], () => import('../pages/settings/settings.tsx')),
    'Settings',
  ),
});
const signInMethods = createRoute({
  getParentRoute: () => root,
  path: '/sign-in-methods',
  validateSearch: ({ application: id }: Search): { application?: string } => present('application', textOf(id)),
  component: lazyRouteComponent(
    speaking(['signIn', 'settings', 'connect'], () => import('../pages/sign-in-methods/sign-in-methods.tsx')),
    'SignInMethods',
  ),
});
const branding = createRoute({
  getParentRoute: () => root,
  path: '/branding',
  component: lazyRouteComponent(
    speaking(['connect', 'looks', 'settings'], () => import('../pages/branding/branding.tsx')),
    'Branding',
  ),
});
const applicationBranding = createRoute({
  getParentRoute: () => root,
  path: '/applications/$clientId/branding',
  component: lazyRouteComponent(
    speaking(['looks', 'settings', 'connect'], () => import('../pages/branding/application-branding.tsx')),
    'ApplicationBranding',
  ),
});
const texts = createRoute({
  getParentRoute: () => root,
  path: '/texts',
  validateSearch: textsSearch,
  component: lazyRouteComponent(
    speaking(['words', 'settings'], () => import('../pages/texts/texts.tsx')),
    'Texts',
  ),
});
const oneText = createRoute({
  getParentRoute: () => root,
  path: '/texts/$locale/$textId',
  component: lazyRouteComponent(
    speaking(['words', 'settings'], () => import('../pages/texts/text.tsx')),
    'TextPage',
  ),
});
const health = createRoute({
  getParentRoute: () => root,
  path: '/health',
  component: lazyRouteComponent(
    speaking(['health'], () => import('../pages/health/health.tsx')),
    'Health',
  ),
});
const administrators = createRoute({
  getParentRoute: () => root,
  path: '/administrators',
  validateSearch: ({ after }: Search): { after?: string } => present('after', textOf(after)),
  component: lazyRouteComponent(
    speaking(['settings'], () => import('../pages/administrators/administrators.tsx')),
    'Administrators',
  ),
});

const routeTree = root.addChildren([
  overview,
  firstRun,
  customers,
  newCustomer,
  customer,
  applications,
  newApplication,
  application,
  connections,
  newConnection,
  connection,
  agents,
  ledger,
  protection,
  wave,
  settings,
  signInMethods,
  branding,
  applicationBranding,
  texts,
  oneText,
  health,
  administrators,
]);

export const router = createRouter({
  routeTree,
  basepath: '/console',
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: Broken,
});
