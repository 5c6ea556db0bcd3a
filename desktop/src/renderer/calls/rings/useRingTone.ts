import { useEffect } from 'react';
import { useData } from '../../app/AppContext.ts';
import { RingTone } from './RingTone.ts';

/** Sounds while `audible`, on the device the person chose for rings, else on the one for calls. */
export function useRingTone(audible: boolean): void {
  const device = useData(({ preferences }) => preferences.ringer ?? preferences.speaker);
  useEffect(() => {
    if (!audible) return;
    const tone = new RingTone(device, (error) => console.error(error));
    tone.start();
    return () => tone.stop();
  }, [audible, device]);
}
