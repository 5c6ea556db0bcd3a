import { useEffect } from 'react';
import { useServices } from './AppContext.ts';
import { parsePageLink } from './pageLink.ts';
import { goTo } from './route.ts';

/**
 * Follows `confab://join?link=…` and `confab://page/<workspace>/<page>/<block>`; ignores what is
 * neither.
 */
export function useDeepLinks(): void {
  const { runtime, layout, route } = useServices();
  useEffect(
    () =>
      runtime.onDeepLink((address) => {
        const place = parsePageLink(address);
        if (place !== null) return goTo(route, place);
        if (!URL.canParse(address)) return;
        const url = new URL(address);
        if (url.host === 'join') {
          layout.setState({ dialog: 'join', joinLink: url.searchParams.get('link') ?? '' });
        }
      }),
    [layout, route, runtime],
  );
}
