import type { PageId } from '@confab/shared-types';
import type { Awareness } from 'y-protocols/awareness';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { readPresence } from './readPresence.ts';
import type { Place, PresentPerson } from './readPresence.ts';

export interface FollowingState {
  /** Who else has the workspace open. */
  readonly people: readonly PresentPerson[];
  /** Whom this window follows, by their id. */
  readonly followed: string | null;
}

export interface FollowingOptions {
  /** Of the workspace's index: everybody who has the workspace open is in it. */
  readonly awareness: Awareness;
  readonly ownId: string;
  /** Goes where the one who is followed is. */
  readonly show: (place: Place) => void;
  /** The one who was followed has left. */
  readonly onGone: (name: string) => void;
}

/** Who is where in a workspace, and going along with one of them. */
export class Following {
  readonly state: StoreApi<FollowingState> = createStore(() => ({ people: [], followed: null }));
  readonly #options: FollowingOptions;
  #shown = '';

  constructor(options: FollowingOptions) {
    this.#options = options;
  }

  /** Takes part; returns how to stop. */
  open(): () => void {
    const { awareness } = this.#options;
    this.#read();
    awareness.on('change', this.#read);
    return () => awareness.off('change', this.#read);
  }

  /** Tells the others who one is and where. */
  introduce(user: {
    readonly name: string;
    readonly color: string;
    readonly person: string;
  }): void {
    this.#options.awareness.setLocalStateField('user', user);
  }

  moved(place: Place): void {
    this.#options.awareness.setLocalStateField('place', place);
  }

  /** Whether somebody looks at what this window shows. */
  get isFollowed(): boolean {
    const { ownId } = this.#options;
    return this.state.getState().people.some(({ follows }) => follows === ownId);
  }

  follow(id: string | null): void {
    if (this.state.getState().followed === id) return;
    this.#shown = '';
    this.state.setState({ followed: id });
    this.#options.awareness.setLocalStateField('follows', id);
    this.#showFollowed();
  }

  /** Where the one who is followed is; null: nobody is, or they do not tell. */
  get followedPage(): PageId | null {
    const { people, followed } = this.state.getState();
    return people.find(({ id }) => id === followed)?.place?.page ?? null;
  }

  readonly #read = (): void => {
    const { awareness, ownId, onGone } = this.#options;
    const { people: before, followed } = this.state.getState();
    const people = readPresence(awareness, ownId);
    if (JSON.stringify(people) !== JSON.stringify(before)) this.state.setState({ people });
    const gone = followed !== null && !people.some(({ id }) => id === followed);
    if (gone) {
      onGone(before.find(({ id }) => id === followed)?.name ?? '');
      this.follow(null);
    } else this.#showFollowed();
  };

  #showFollowed(): void {
    const { people, followed } = this.state.getState();
    const place = people.find(({ id }) => id === followed)?.place ?? null;
    const key = JSON.stringify(place);
    if (followed === null || place === null || key === this.#shown) return;
    this.#shown = key;
    this.#options.show(place);
  }
}
