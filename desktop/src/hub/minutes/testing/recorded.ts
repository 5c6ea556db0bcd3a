import { pageSchemaVersion, readBlocks, yTypes } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import { openTestHub } from '../../testing/openTestHub.ts';
import type { TestHub } from '../../testing/openTestHub.ts';
import { TestWindow } from '../../testing/TestWindow.ts';
import type { TestDocument } from '../../testing/TestWindow.ts';

export interface Recorded extends TestHub {
  readonly window: TestWindow;
  readonly workspace: string;
  readonly page: string;
  readonly call: string;
  readonly document: TestDocument;
  /** What is known of the call, and what its one speaker said. */
  readonly about: TestDocument;
  readonly speech: TestDocument;
}

interface WhatWasRecorded {
  readonly ended?: boolean;
  readonly texts?: readonly string[];
}

/** A page of minutes of something that was recorded on this device alone. */
export async function recorded({
  ended = true,
  texts = ["I'll send the contract to Oslo by Monday.", "Let's use the smaller room then."],
}: WhatWasRecorded = {}): Promise<Recorded> {
  const opened = await openTestHub();
  const window = await TestWindow.open(opened.hub);
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const call = 'recording-one';
  const created = { workspace, parent: null, title: 'Talk: part 1' };
  const { page } = await window.request('pages.create', created);
  const about = await window.open(`${workspace}/call/${call}`);
  const startedAt = Date.UTC(2026, 10, 19, 10);
  await about.saved(
    about.edit((ydoc) => {
      const meta = ydoc.getMap(yTypes.meta);
      meta.set('startedAt', startedAt);
      meta.set('endedAt', ended ? startedAt + 60_000 : null);
      meta.set('language', 'ko');
      const person = { account: 'speaker-one', person: 'person-one', name: 'Anna', joinedAt: 1 };
      ydoc.getMap(yTypes.people).set('speaker-one', person);
    }),
  );
  const speech = await window.open(`${workspace}/speech/${call}/speaker-one`);
  await speech.saved(
    speech.edit((ydoc) => {
      const lines = texts.map((text, at) => ({
        ...{ id: `speaker-one.track/${at}`, text, language: 'en' },
        ...{ startedAt: startedAt + at * 5000, endedAt: startedAt + at * 5000 + 4000 },
      }));
      ydoc.getArray(yTypes.lines).push(lines);
    }),
  );
  const document = await window.open(`${workspace}/page/${page}`);
  await document.saved(
    document.edit((ydoc) => {
      const meta = ydoc.getMap(yTypes.meta);
      meta.set('schemaVersion', pageSchemaVersion);
      meta.set('kind', 'minutes');
      meta.set('call', call);
    }),
  );
  return { ...opened, window, workspace, page, call, document, about, speech };
}

export function blocksOf(document: TestDocument): Block[] {
  document.catchUp();
  return readBlocks(document.ydoc.getXmlFragment(yTypes.blocks));
}
