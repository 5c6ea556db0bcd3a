import { useTranslation } from 'react-i18next';
import { personColor } from '../ui/personColors.ts';
import classes from './FollowFrame.module.css';
import type { Following } from './Following.ts';
import { useFollowing, useFollowingState } from './FollowingContext.ts';

/** Around the page while somebody is followed: in their colour, with the way out. */
export function FollowFrame() {
  const following = useFollowing();
  return following === null ? null : <Frame following={following} />;
}

function Frame({ following }: { readonly following: Following }) {
  const { t } = useTranslation();
  const { people, followed } = useFollowingState(following, (state) => state);
  const person = people.find(({ id }) => id === followed);
  if (person === undefined) return null;
  return (
    <div className={classes.frame} style={{ ['--person' as string]: personColor(person.id) }}>
      <p className={classes.label} role="status">
        {t('comments.follow.following', { name: person.name })}
        <button type="button" className={classes.stop} onClick={() => following.follow(null)}>
          {t('comments.follow.stop')}
        </button>
      </p>
    </div>
  );
}
