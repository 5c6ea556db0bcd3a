import { useEffect } from 'react';
import { pageIdSchema, workspaceIdSchema } from '@confab/shared-types';
import { useServices } from './AppContext.ts';
import { goTo } from './route.ts';

/** Follows `confab://join?link=…` and `confab://page/<workspace>/<page>`; ignores what is neither. */
export function useDeepLinks(): void {
  const { runtime, layout, route } = useServices();
  useEffect(
    () =>
      runtime.onDeepLink((address) => {
        if (!URL.canParse(address)) return;
        const url = new URL(address);
        if (url.host === 'join') {
          layout.setState({ dialog: 'join', joinLink: url.searchParams.get('link') ?? '' });
        }
        if (url.host === 'page') {
          const [, workspace, page] = url.pathname.split('/');
          const parsed = workspaceIdSchema.safeParse(workspace);
          const parsedPage = pageIdSchema.safeParse(page);
          if (!parsed.success || !parsedPage.success) return;
          goTo(route, { workspace: parsed.data, page: parsedPage.data });
        }
      }),
    [layout, route, runtime],
  );
}
