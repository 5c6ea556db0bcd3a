// Before every component's own styles, which refine these.
import './ui/fonts.css';
import '@mantine/core/styles.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { ConfabError } from '@confab/shared-types';
import { createRuntime } from '../shell/createRuntime.ts';
import { App } from './app/App.tsx';
import type { AppServices } from './app/AppContext.ts';
import { createAppStore } from './app/appStore.ts';
import { createLayoutStore } from './app/layoutStore.ts';
import { createRouteStore } from './app/route.ts';
import { loadPage } from './documents/loadPage.ts';
import { HubClient } from './hub/HubClient.ts';
import { resolveLanguage, startI18n } from './i18n.ts';
import { createPersonalStore } from './pages/personalStore.ts';
import { createToastStore } from './ui/toastStore.ts';

// The content security policy forbids compiling code at run time, which zod would try.
z.config({ jitless: true });

function reportProblem(problem: unknown): void {
  // A hub that is starting again is waited for; the status says so.
  if (problem instanceof ConfabError && problem.code === 'not-connected') return;
  console.error(problem);
}

const runtime = createRuntime(window);
const hub = new HubClient({ connect: () => runtime.connectHub(), onProblem: reportProblem });
const services: AppServices = {
  runtime,
  hub,
  app: createAppStore(hub, reportProblem),
  route: createRouteStore(),
  layout: createLayoutStore(),
  toasts: createToastStore(),
  personal: createPersonalStore(hub, reportProblem),
};

loadPage().catch(reportProblem);
await startI18n(resolveLanguage('system', navigator.languages));
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App services={services} />
  </StrictMode>,
);
