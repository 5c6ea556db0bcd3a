import type { CallSession } from './CallSession.ts';

/** Resolves when the call is joined: whether nobody else is in it. False where it ended before. */
export function joinsAlone({ store }: Pick<CallSession, 'store'>): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { phase, peers } = store.getState().call;
      if (phase !== 'in-call' && phase !== 'ended') return;
      stop();
      resolve(phase === 'in-call' && peers.length === 0);
    };
    const stop = store.subscribe(look);
    look();
  });
}
