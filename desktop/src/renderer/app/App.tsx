import { MantineProvider } from '@mantine/core';
import { cssVariables, theme } from '../ui/theme.ts';
import { Toasts } from '../ui/Toasts.tsx';
import { AppContext, useApp } from './AppContext.ts';
import type { AppServices } from './AppContext.ts';
import { DefectBoundary } from './DefectBoundary.tsx';
import { HubMessage } from './HubMessage.tsx';
import { Onboarding } from './Onboarding.tsx';
import { Shell } from './Shell.tsx';
import { ShellSkeleton } from './ShellSkeleton.tsx';
import { useAppliedPreferences } from './useAppliedPreferences.ts';

export function App({ services }: { readonly services: AppServices }) {
  return (
    <AppContext value={services}>
      <ThemedApp />
    </AppContext>
  );
}

function ThemedApp() {
  const colorScheme = useAppliedPreferences();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      {...(colorScheme === 'auto'
        ? { defaultColorScheme: 'auto' as const }
        : { forceColorScheme: colorScheme })}
    >
      <DefectBoundary>
        <Screen />
      </DefectBoundary>
      <Toasts />
    </MantineProvider>
  );
}

function Screen() {
  const hub = useApp((state) => state.hub);
  const started = useApp(({ data }) => data !== null);
  const named = useApp(({ data }) => data?.profile.name !== null);
  if (hub === 'incompatible' || hub === 'unauthenticated') return <HubMessage reason={hub} />;
  if (!started) return <ShellSkeleton />;
  return named ? <Shell /> : <Onboarding />;
}
