/** What every page stands in: design, questions to the API, addresses, and the guard that nobody passes unsigned. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { isProblem } from '../api/problem.ts';
import { Toasts } from '../parts/toasts.tsx';
import { SignedIn } from '../session/signed-in.tsx';
import { FailureBoundary } from './failure-boundary.tsx';
import { router } from './router.tsx';
import { schemes } from './schemes.ts';
import { theme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; only a network that is away is asked again.
      retry: (count, error) => count < 2 && (isProblem(error, 'network') || isProblem(error, 'server.busy')),
      retryDelay: (count) => 500 * 2 ** count,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export function Console() {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      // The policy forbids style elements: what Mantine would write into one is in our style sheets.
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={queries}>
        <FailureBoundary>
          <SignedIn>
            <RouterProvider router={router} />
          </SignedIn>
        </FailureBoundary>
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}
