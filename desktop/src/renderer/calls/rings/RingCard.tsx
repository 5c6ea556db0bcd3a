import { useData } from '../../app/AppContext.ts';
import { useCalls, useRings } from '../CallsContext.ts';
import { OneRing } from './OneRing.tsx';
import classes from './RingCard.module.css';
import { useRingTone } from './useRingTone.ts';

const mostShown = 3;

/**
 * Who is calling, over everything else; the one that began first has the keys. Silent for somebody
 * who is talking, here or on another device, and not there at all for who does not want it.
 */
export function RingCard() {
  const incoming = useRings((state) => state.incoming);
  const doNotDisturb = useData(({ preferences }) => preferences.doNotDisturb);
  const inCall = useCalls((state) => state.session !== null);
  const shown = doNotDisturb ? [] : incoming.slice(0, mostShown);
  useRingTone(!inCall && shown.some(({ ring }) => ring.callee !== 'in-call'));
  if (shown.length === 0) return null;
  return (
    <div className={classes.stack}>
      {shown.map((one, index) => (
        <OneRing key={one.ring.id} incoming={one} first={index === 0} inCall={inCall} />
      ))}
    </div>
  );
}
