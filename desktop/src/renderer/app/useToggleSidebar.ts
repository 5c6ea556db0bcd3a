import { useCallback } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { useServices } from './AppContext.ts';

/** Below these widths (px) the sidebar and the right panel become sheets over the page. */
export const sidebarSheetBelow = 680;
export const panelSheetBelow = 900;

export function useNarrow(below: number): boolean {
  const query = `(max-width: ${below - 0.02}px)`;
  return useMediaQuery(query, undefined, { getInitialValueInEffect: false }) ?? false;
}

/** Hides or shows the sidebar; in a narrow window opens or closes its sheet. */
export function useToggleSidebar(): () => void {
  const { app, hub, layout } = useServices();
  const narrow = useNarrow(sidebarSheetBelow);
  return useCallback(() => {
    if (narrow) {
      layout.setState(({ sidebarSheet }) => ({ sidebarSheet: !sidebarSheet }));
      return;
    }
    const hidden = app.getState().data?.preferences.sidebarHidden ?? false;
    hub
      .request('preferences.update', { sidebarHidden: !hidden })
      .catch((error: unknown) => console.error(error));
  }, [app, hub, layout, narrow]);
}
