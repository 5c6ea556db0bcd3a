import { callMetaSchema, yTypes } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { readPageSummary } from './page/writeSummary.ts';
import { fakeEndpoint } from './testing/fakeEndpoint.ts';
import { blocksOf, recorded } from './testing/recorded.ts';
import type { Recorded } from './testing/recorded.ts';

const words = async ({ window, document }: Recorded): Promise<string> => {
  await window.until(() => blocksOf(document).length > 1);
  return JSON.stringify(blocksOf(document).map(({ content }) => content));
};

const nothing = { summary: [], decisions: [], actions: [], questions: [] };
const answer = JSON.stringify({ ...nothing, summary: [{ text: 'By a model.', lines: [1] }] });

async function withEndpoint(made: Recorded, content = answer): Promise<void> {
  const { url } = await fakeEndpoint(() => ({ status: 200, content }));
  await made.window.request('preferences.update', {
    summaryMethod: 'endpoint',
    summaryEndpoint: { url, model: 'small-model' },
  });
}

describe('a summary written anew', () => {
  test('can be taken back: the page is as before, with its template', async () => {
    const made = await recorded();
    const { window, workspace, page, document, about } = made;
    const before = await words(made);
    const template = 'interview';
    const written = await window.request('minutes.summarise', { workspace, page, template });
    expect(written).toEqual({ method: 'extractive', replaced: true });
    document.catchUp();
    expect(readPageSummary(document.ydoc)?.template).toBe('interview');
    await window.request('minutes.takeBackSummary', { workspace, page });
    expect(await words(made)).toBe(before);
    expect(readPageSummary(document.ydoc)?.template).toBe('meeting');
    about.catchUp();
    expect(about.ydoc.getMap(yTypes.meta).get('template')).toBe('meeting');
    const again = window.request('minutes.takeBackSummary', { workspace, page });
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
  });

  test('leaves what somebody ticked, both ways', async () => {
    const made = await recorded();
    const { window, workspace, page, document } = made;
    await words(made);
    const toDo = blocksOf(document).findIndex(({ type }) => type === 'checkListItem');
    const tick = document.edit((ydoc) => {
      const group = ydoc.getXmlFragment(yTypes.blocks).get(0);
      const container = 'get' in group ? group.get(toDo) : null;
      const item = container !== null && 'get' in container ? container.get(0) : null;
      if (item !== null && 'setAttribute' in item) item.setAttribute('checked', true);
    });
    await document.saved(tick);
    const ticked = (): number =>
      blocksOf(document).filter(({ props }) => props?.['checked'] === true).length;
    expect(ticked()).toBe(1);
    await window.request('minutes.summarise', { workspace, page });
    expect(ticked()).toBe(1);
    await window.request('minutes.takeBackSummary', { workspace, page });
    expect(ticked()).toBe(1);
    expect(blocksOf(document).filter(({ type }) => type === 'checkListItem')).toHaveLength(1);
  });

  test('with another template is of that template from then on', async () => {
    const made = await recorded({ ended: false });
    const { window, workspace, page, about } = made;
    await window.request('minutes.summarise', { workspace, page, template: 'lecture' });
    about.catchUp();
    const meta = callMetaSchema.parse(about.ydoc.getMap(yTypes.meta).toJSON());
    expect(meta.template).toBe('lecture');
  });

  test('tells what goes on, and can be stopped: the page stays', async () => {
    const made = await recorded();
    const { window, workspace, page, document } = made;
    const before = await words(made);
    let asked = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const { url } = await fakeEndpoint(() => {
      asked();
      return new Promise(() => undefined);
    });
    await window.request('preferences.update', {
      summaryMethod: 'endpoint',
      summaryEndpoint: { url, model: 'slow' },
    });
    const summarising = window.request('minutes.summarise', { workspace, page });
    const rejected = expect(summarising).rejects.toMatchObject({ code: 'cancelled' });
    await arrived;
    expect(await window.request('minutes.state', { workspace, page })).toMatchObject({
      ...{ state: 'writing', done: 0, total: 1 },
    });
    await window.request('minutes.cancelSummary', { workspace, page });
    await rejected;
    await window.event('minutesState', ({ state }) => state === 'idle');
    expect(JSON.stringify(blocksOf(document).map(({ content }) => content))).toBe(before);
  });
});

describe('a summary by a model', () => {
  test('holds what people marked, also what the model left out', async () => {
    const made = await recorded({ ended: false });
    const { window, workspace, page, about } = made;
    await about.saved(
      about.edit((ydoc) => {
        const mark = { by: 'speaker-one', at: 1 };
        ydoc.getMap('marks').set('speaker-one.track/0|action', mark);
        ydoc.getMap('marks').set('speaker-one.track/1|decision', mark);
      }),
    );
    await withEndpoint(made);
    await window.request('minutes.summarise', { workspace, page });
    const text = await words(made);
    for (const part of ['By a model.', 'contract to Oslo', '2026-11-23', 'smaller room']) {
      expect(text).toContain(part);
    }
  });
});

test('while a long call is summarised, others are answered', async () => {
  const texts = Array.from({ length: 3000 }, (_, at) => `Topic ${at} is about number ${at * 7}.`);
  const { window, workspace, page } = await recorded({ ended: false, texts });
  const order: string[] = [];
  const summarising = window
    .request('minutes.summarise', { workspace, page })
    .then(() => order.push('summary'));
  for (let each = 0; each < 3; each++) {
    await window.request('minutes.endpointKey', {});
    order.push('answer');
  }
  await summarising;
  expect(order).toEqual(['answer', 'answer', 'answer', 'summary']);
});
