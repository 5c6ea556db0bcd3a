import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Following, FollowingState } from './Following.ts';

/** Null until the workspace's index is open. */
export const FollowingContext = createContext<Following | null>(null);

export function useFollowing(): Following | null {
  return useContext(FollowingContext);
}

export function useFollowingState<T>(
  following: Following,
  select: (state: FollowingState) => T,
): T {
  return useStore(following.state, select);
}
