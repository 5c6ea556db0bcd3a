import { useEffect } from 'react';
import { changeLanguage, resolveLanguage } from '../i18n.ts';
import { useApp, useServices } from './AppContext.ts';

/** Applies language and theme as soon as the hub tells them; returns the scheme for Mantine. */
export function useAppliedPreferences(): 'auto' | 'light' | 'dark' {
  const { runtime } = useServices();
  const language = useApp(({ data }) => data?.preferences.language ?? 'system');
  const theme = useApp(({ data }) => data?.preferences.theme ?? 'system');
  useEffect(() => {
    const resolved = resolveLanguage(language, navigator.languages);
    runtime.setLanguage(resolved);
    changeLanguage(resolved).catch((error: unknown) => console.error(error));
  }, [language, runtime]);
  useEffect(() => runtime.setTheme(theme), [theme, runtime]);
  return theme === 'system' ? 'auto' : theme;
}
