import { useCallback } from 'react';
import { useData } from '../../app/AppContext.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';

/** Whether rings stay silent on this device, and how to change that. */
export function useDoNotDisturb(): readonly [on: boolean, set: (on: boolean) => void] {
  const on = useData(({ preferences }) => preferences.doNotDisturb);
  const update = useUpdatePreferences();
  const set = useCallback((doNotDisturb: boolean) => update({ doNotDisturb }), [update]);
  return [on, set];
}
