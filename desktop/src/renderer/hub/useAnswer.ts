import { useEffect, useState } from 'react';

export interface Answer<T> {
  /** Null until the hub has answered. */
  readonly value: T | null;
  /** Of the last try; what was known before stays. */
  readonly error: unknown;
  readonly replace: (value: T) => void;
}

/**
 * What the hub answers, asked again whenever `listen` calls back. Both are to be stable (made by
 * `useCallback`): another one asks anew.
 */
export function useAnswer<T>(
  ask: () => Promise<T>,
  listen: (askAgain: () => void) => () => void,
): Answer<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let wanted = true;
    const askNow = (): void => {
      ask()
        .then((answer) => {
          if (!wanted) return;
          setValue(answer);
          setError(null);
        })
        .catch((problem: unknown) => {
          if (wanted) setError(problem);
        });
    };
    askNow();
    const stop = listen(askNow);
    return () => {
      wanted = false;
      stop();
    };
  }, [ask, listen]);
  return { value, error, replace: setValue };
}
