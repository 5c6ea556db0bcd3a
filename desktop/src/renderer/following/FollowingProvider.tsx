import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../app/AppContext.ts';
import { ownIdIn } from '../app/appStore.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { personColorIndex, personColors } from '../ui/personColors.ts';
import { createGuide } from './createGuide.ts';
import { Following } from './Following.ts';
import { FollowingContext } from './FollowingContext.ts';
import { useStopFollowing } from './useStopFollowing.ts';
import { useToldPlace } from './useToldPlace.ts';

/** Where people are in the workspace, for the header and for whoever follows one of them. */
export function FollowingProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { route, toasts } = useServices();
  const { workspace, index } = usePageIndex();
  const ownId = useData((data) => ownIdIn(data, workspace));
  const name = useData(({ profile }) => profile.name ?? '');
  const awareness = index?.awareness ?? null;
  const following = useMemo(() => {
    if (awareness === null) return null;
    const show = createGuide(route, workspace);
    const onGone = (who: string): void => {
      toasts.show({ cause: 'following', text: t('comments.follow.gone', { name: who }) });
    };
    return new Following({ awareness, ownId, show, onGone });
  }, [awareness, ownId, route, t, toasts, workspace]);
  useEffect(() => following?.open(), [following]);
  useEffect(() => {
    const [color] = personColors[personColorIndex(ownId)] ?? ['#0b776c'];
    following?.introduce({ name, color, person: ownId });
  }, [following, name, ownId]);
  useToldPlace(following);
  useStopFollowing(following);
  return <FollowingContext value={following}>{children}</FollowingContext>;
}
