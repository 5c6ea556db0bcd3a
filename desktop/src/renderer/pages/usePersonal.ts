import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { PersonalPlaces, WorkspaceId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { placesIn } from './personalStore.ts';

/** A person's own view of a workspace, as it is now. */
export function usePersonal(workspace: WorkspaceId): PersonalPlaces {
  const { personal } = useServices();
  const known = useStore(personal, ({ places }) => places.get(workspace));
  useEffect(() => personal.load(workspace), [personal, workspace]);
  return useMemo(() => known ?? placesIn({ places: new Map() }, workspace), [known, workspace]);
}
