import { recentPagesKept } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { openTestPages } from '../testing/openTestPages.ts';

const workspace = 'workspace-one';

async function openPlaces() {
  const pages = await openTestPages();
  return { ...pages, personal: pages.services.personal };
}

describe('favourites', () => {
  test('keep the order the person gives them', async () => {
    const { personal } = await openPlaces();
    for (const page of ['page-one', 'page-two', 'page-three']) {
      personal.setFavourite(workspace, page, true);
    }
    personal.setFavourite(workspace, 'page-three', true, 'page-one');
    expect(personal.get(workspace).favourites).toEqual(['page-three', 'page-one', 'page-two']);
    personal.setFavourite(workspace, 'page-three', true, 'page-three');
    expect(personal.get(workspace).favourites).toEqual(['page-three', 'page-one', 'page-two']);
    personal.setFavourite(workspace, 'page-one', false);
    expect(personal.get(workspace).favourites).toEqual(['page-three', 'page-two']);
  });

  test('are told to every window and are there after a restart', async () => {
    const first = await openPlaces();
    first.personal.setFavourite(workspace, 'page-one', true);
    expect(first.events).toContainEqual({
      event: 'personal',
      data: { workspace, favourites: ['page-one'], recent: [], expanded: [] },
    });
    first.close();
    const again = await openTestPages({ folder: first.folder });
    expect(again.services.personal.get(workspace).favourites).toEqual(['page-one']);
  });
});

test('recent pages are the last ones, each once', async () => {
  const { personal } = await openPlaces();
  for (let visit = 0; visit < recentPagesKept + 10; visit++) {
    personal.visited(workspace, `page-number-${visit}`);
  }
  personal.visited(workspace, 'page-number-20');
  const recent = personal.get(workspace).recent.map(({ page }) => page);
  expect(recent).toHaveLength(recentPagesKept);
  expect(recent.slice(0, 2)).toEqual(['page-number-20', 'page-number-39']);
  expect(new Set(recent).size).toBe(recentPagesKept);
});

test('open branches open and close, and a deleted page leaves every list', async () => {
  const { personal } = await openPlaces();
  personal.setExpanded(workspace, 'page-one', true);
  personal.setExpanded(workspace, 'page-one', true);
  personal.setExpanded(workspace, 'page-two', true);
  personal.visited(workspace, 'page-one');
  expect(personal.get(workspace).expanded).toEqual(['page-one', 'page-two']);
  personal.forget(workspace, ['page-one']);
  expect(personal.get(workspace)).toMatchObject({ expanded: ['page-two'], recent: [] });
  personal.setExpanded(workspace, 'page-two', false);
  expect(personal.get(workspace).expanded).toEqual([]);
});
