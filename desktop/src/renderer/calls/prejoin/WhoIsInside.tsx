import { useTranslation } from 'react-i18next';
import type { PeerInfo } from '@confab/shared-types';
import { Avatar } from '../../ui/Avatar.tsx';
import type { Prejoin } from './prejoinStore.ts';
import classes from './PreJoin.module.css';

const facesShown = 5;
const namesShown = 3;

/** Who will see and hear one, and whether somebody has to open the door. */
export function WhoIsInside({ prejoin }: { readonly prejoin: Prejoin }) {
  const { t, i18n } = useTranslation();
  const { target, room, lookFailed, twins } = prejoin;
  const people = onePerPerson(room?.peers ?? []);
  const others = people.filter(({ identity }) => twins[0]?.identity !== identity);
  return (
    <div role="status">
      <p className={classes.inside}>
        {others.length > 0 && (
          <span className={classes.faces}>
            {others.slice(0, facesShown).map(({ identity, name }) => (
              <Avatar key={identity} id={identity} name={name} size={28} />
            ))}
          </span>
        )}
        <span>
          {others.length > 0 ? t('calls.prejoin.inside', { people: names() }) : nobodyText()}
        </span>
      </p>
      {room?.rules.locked === true && <p className={classes.hint}>{t('calls.prejoin.locked')}</p>}
      {room?.rules.lobby === true && <p className={classes.hint}>{t('calls.prejoin.lobby')}</p>}
    </div>
  );

  function names(): string {
    const named = others.slice(0, namesShown).map(({ name }) => name);
    const count = others.length - named.length;
    const parts = count === 0 ? named : [...named, t('calls.prejoin.more', { count })];
    return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(parts);
  }

  function nobodyText(): string {
    if (twins.length > 0) return t('calls.prejoin.onlyYou');
    if (target.call === null || room !== null) return t('calls.prejoin.first');
    return lookFailed ? t('calls.prejoin.notKnown') : t('calls.prejoin.looking');
  }
}

/** Somebody may be inside from two devices. */
function onePerPerson(peers: readonly PeerInfo[]): readonly PeerInfo[] {
  return [...new Map(peers.map((peer) => [peer.identity, peer])).values()];
}
