import { describe, expect, it } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Following } from './Following.ts';
import type { Place } from './readPresence.ts';

const place: Place = { page: 'page-0001', block: 'block-1', shift: 0 };

/** Two windows whose awareness goes straight to each other. */
function pair() {
  const [mine, theirs] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())];
  const pass = (from: Awareness, to: Awareness): void => {
    from.on('update', ({ added, updated, removed }: Record<string, number[]>, origin: unknown) => {
      if (origin === 'passed') return;
      const clients = [...(added ?? []), ...(updated ?? []), ...(removed ?? [])];
      applyAwarenessUpdate(to, encodeAwarenessUpdate(from, clients), 'passed');
    });
  };
  pass(mine, theirs);
  pass(theirs, mine);
  const shown: Place[] = [];
  const gone: string[] = [];
  const me = new Following({
    awareness: mine,
    ownId: 'person-me',
    show: (where) => shown.push(where),
    onGone: (name) => gone.push(name),
  });
  const anna = new Following({
    awareness: theirs,
    ownId: 'person-anna',
    show: () => undefined,
    onGone: () => undefined,
  });
  const stops = [me.open(), anna.open()];
  me.introduce({ name: 'Me', color: '#000', person: 'person-me' });
  anna.introduce({ name: 'Anna', color: '#000', person: 'person-anna' });
  const close = (): void => {
    stops.forEach((stop) => stop());
    mine.destroy();
    theirs.destroy();
  };
  return { me, anna, shown, gone, theirs, close };
}

describe('Following', () => {
  it('goes where the other is, now and when they move, until it ends', () => {
    const { me, anna, shown, close } = pair();
    anna.moved(place);
    me.follow('person-anna');
    expect(shown).toEqual([place]);
    anna.moved({ ...place, page: 'page-0002' });
    expect(shown.at(-1)?.page).toBe('page-0002');
    me.follow(null);
    anna.moved(place);
    expect(shown).toHaveLength(2);
    close();
  });

  it('lets the other know that somebody looks along', () => {
    const { me, anna, close } = pair();
    expect(anna.isFollowed).toBe(false);
    me.follow('person-anna');
    expect(anna.isFollowed).toBe(true);
    me.follow(null);
    expect(anna.isFollowed).toBe(false);
    close();
  });

  it('does not go anywhere again for a change that is not one of place', () => {
    const { me, anna, shown, close } = pair();
    anna.moved(place);
    me.follow('person-anna');
    anna.introduce({ name: 'Anna Lee', color: '#000', person: 'person-anna' });
    expect(shown).toHaveLength(1);
    expect(me.state.getState().people[0]?.name).toBe('Anna Lee');
    close();
  });

  it('ends when the other leaves, and says so', () => {
    const { me, theirs, gone, close } = pair();
    me.follow('person-anna');
    theirs.setLocalState(null);
    expect(gone).toEqual(['Anna']);
    expect(me.state.getState().followed).toBeNull();
    close();
  });
});
