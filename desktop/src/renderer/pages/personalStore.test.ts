import type { PersonalPlaces } from '@confab/shared-types';
import { describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../hub/FakeHub.ts';
import { HubClient } from '../hub/HubClient.ts';
import { createPersonalStore, placesIn } from './personalStore.ts';

const workspace = 'workspace-1';
const stored: PersonalPlaces = {
  workspace,
  favourites: ['page-000a', 'page-000b'],
  recent: [],
  expanded: ['page-000a'],
};

async function start() {
  const hub = new FakeHub();
  hub.answers.set('personal.get', () => stored);
  const client = new HubClient({ connect: hub.connect, delay: () => Promise.resolve() });
  const problems: unknown[] = [];
  const store = createPersonalStore(client, (problem) => problems.push(problem));
  store.load(workspace);
  await vi.waitFor(() => expect(placesIn(store.getState(), workspace)).toEqual(stored));
  return { hub, store, problems };
}

describe('personal places', () => {
  it('shows a change before the hub has answered', async () => {
    const { hub, store } = await start();
    hub.answers.set('personal.setFavourite', () => ({
      ...stored,
      favourites: ['page-000b', 'page-000a'],
    }));
    store.setFavourite(workspace, 'page-000b', true, 'page-000a');
    const { favourites } = placesIn(store.getState(), workspace);
    expect(favourites).toEqual(['page-000b', 'page-000a']);
  });

  it('an answer to the first of two changes does not undo the second', async () => {
    const { hub, store } = await start();
    const kept = new Set(stored.expanded);
    hub.answers.set('personal.setExpanded', (params) => {
      const { page, expanded } = params as { page: string; expanded: boolean };
      if (expanded) kept.add(page);
      else kept.delete(page);
      return { ...stored, expanded: [...kept] };
    });
    const seen: string[][] = [];
    store.subscribe((state) => seen.push([...placesIn(state, workspace).expanded].sort()));
    store.setExpanded(workspace, 'page-000b', true);
    store.setExpanded(workspace, 'page-000a', false);
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(2));
    expect(seen.slice(1)).not.toContainEqual(['page-000a', 'page-000b']);
    expect(seen.at(-1)).toEqual(['page-000b']);
  });

  it('takes back what the hub could not keep, and tells it', async () => {
    const { hub, store, problems } = await start();
    store.setFavourite(workspace, 'page-000a', false);
    hub.drop();
    await vi.waitFor(() => expect(problems).toHaveLength(1));
    await vi.waitFor(() => expect(placesIn(store.getState(), workspace)).toEqual(stored));
  });
});
