/** The visible composition of the web app: texts, cache, router, and the colours before any of them. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './global.css';
import { cssVariables, theme } from '@mailroom/ui';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { createQueryClient } from './api/query-client.ts';
import { startI18n } from './i18n/start.ts';
import { createAppRouter } from './router.tsx';
import { AnnouncerProvider } from './shell/announcer.tsx';

// Compiled validators need eval, which the page's policy forbids; asking for them would be reported as a violation.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app');

const queryClient = createQueryClient(() => {
  queryClient.removeQueries();
  const { pathname, href } = router.state.location;
  // What was asked before signing out may be answered after it: signing in must not lead back to signing in.
  if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { next: href } });
});
const router = createAppRouter(queryClient);

await startI18n();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <AnnouncerProvider>
          <Notifications position="bottom-right" limit={3} autoClose={5000} />
          <RouterProvider router={router} />
        </AnnouncerProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
