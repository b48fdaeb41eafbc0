/** The addresses of the console. Each page is loaded when it is first visited. */
import type { ConnectionPreset } from '@cardea/contract';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { presetIn } from '../pages/connections/preset-names.ts';
import type { SearchKind } from '../pages/customers/search-kinds.ts';
import { isStateFilter, type StateFilter } from '../pages/customers/state-filter.ts';
import { type FirstRunStep, isFirstRunStep } from '../pages/first-run/steps.ts';
import { type Area, isArea } from '../pages/texts/areas.ts';
import { Shell } from '../shell/shell.tsx';
import { type AreaName, loadAreas } from '../texts/index.ts';
import { Broken } from './failure-boundary.tsx';
import { NotFound } from './not-found.tsx';

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

type Search = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
type CustomersSearch = { after?: string; state?: StateFilter; sort?: string; bulk?: string };
/** What is not there has no name in an address. */
const present = <Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };

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
    speaking(['connect', 'customers', 'ledger', 'health'], () => import('../pages/overview/overview.tsx')),
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
  validateSearch: ({ after, state, sort, bulk }: Search): CustomersSearch => ({
    ...present('after', textOf(after)),
    ...present('state', isStateFilter(state) ? state : undefined),
    ...present('sort', sort === 'created_at' ? sort : undefined),
    ...present('bulk', textOf(bulk)),
  }),
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
    speaking(['customers', 'customerWork', 'ledger', 'signIn'], () => import('../pages/customer/customer.tsx')),
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
  validateSearch: ({ after, customer: id, event }: Search): { after?: string; customer?: string; event?: string } => ({
    ...present('after', textOf(after)),
    ...present('customer', textOf(id)),
    ...present('event', textOf(event)),
  }),
  component: lazyRouteComponent(
    speaking(['ledger', 'customers'], () => import('../pages/ledger/ledger.tsx')),
    'Ledger',
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
  validateSearch: ({
    locale,
    in: area,
    find,
    own,
    after,
  }: Search): { locale?: string; in?: Area; find?: string; own?: true; after?: string } => ({
    ...present('locale', textOf(locale)),
    ...present('in', isArea(area) ? area : undefined),
    ...present('find', textOf(find)),
    ...present('own', own === true ? own : undefined),
    ...present('after', textOf(after)),
  }),
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
