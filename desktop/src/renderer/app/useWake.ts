import { useEffect } from 'react';
import { useServices } from './AppContext.ts';

/** Tells the hub when this machine is on a network again, so that nobody waits for its back-off. */
export function useWake(): void {
  const { hub } = useServices();
  useEffect(() => {
    const wake = (): void => {
      hub.request('app.wake', {}).catch((error: unknown) => {
        console.warn('the hub was not told that the network is back', error);
      });
    };
    window.addEventListener('online', wake);
    return () => window.removeEventListener('online', wake);
  }, [hub]);
}
