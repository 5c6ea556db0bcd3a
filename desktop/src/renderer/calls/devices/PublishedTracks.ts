import { ConfabError } from '@confab/shared-types';
import type { TrackSource } from '@confab/shared-types';
import type { Call } from '../room/callState.ts';

export type PublishingCall = Pick<Call, 'publish' | 'unpublish' | 'setMuted' | 'replaceTrack'>;

interface Published {
  media: MediaStreamTrack;
  muted: boolean;
  /** The room does not allow it (yet). */
  refused: boolean;
}

export interface PublishedTracksOptions {
  readonly newTrackId: () => string;
  /** The room does not allow this source. */
  readonly onRefused: (source: TrackSource) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * What this person sends: kept while there is no call yet, and sent by the call once there is one.
 * Each source keeps its track id whatever device it comes from.
 */
export class PublishedTracks {
  readonly #ids = new Map<TrackSource, string>();
  readonly #tracks = new Map<TrackSource, Published>();
  readonly #options: PublishedTracksOptions;
  #call: PublishingCall | null = null;

  constructor(options: PublishedTracksOptions) {
    this.#options = options;
  }

  idOf(source: TrackSource): string {
    const id = this.#ids.get(source) ?? this.#options.newTrackId();
    this.#ids.set(source, id);
    return id;
  }

  /** Sends this from now on, in the place of what was sent from the same source. */
  set(source: TrackSource, media: MediaStreamTrack, muted: boolean): void {
    const known = this.#tracks.get(source);
    media.enabled = !muted;
    if (known === undefined || known.refused) {
      this.#tracks.set(source, { media, muted, refused: false });
      return this.#publish(source);
    }
    if (known.media !== media) {
      known.media = media;
      this.#told(this.#call?.replaceTrack(source, media));
    }
    this.setMuted(source, muted);
  }

  /** Silence is immediate, whether or not anybody can be told. */
  setMuted(source: TrackSource, muted: boolean): void {
    const known = this.#tracks.get(source);
    if (known === undefined) return;
    known.media.enabled = !muted;
    if (known.muted === muted) return;
    known.muted = muted;
    if (!known.refused) this.#told(this.#call?.setMuted(source, muted));
  }

  remove(source: TrackSource): void {
    if (!this.#tracks.delete(source)) return;
    this.#told(this.#call?.unpublish(source));
  }

  attach(call: PublishingCall): void {
    this.#call = call;
    for (const source of this.#tracks.keys()) this.#publish(source);
  }

  /** What was refused is tried again: the person may do more now. */
  retry(): void {
    for (const [source, { refused }] of this.#tracks) if (refused) this.#publish(source);
  }

  /** Nothing is sent or told any more; the call ends by itself. */
  detach(): void {
    this.#call = null;
    this.#tracks.clear();
  }

  #publish(source: TrackSource): void {
    const published = this.#tracks.get(source);
    if (this.#call === null || published === undefined) return;
    const { media, muted } = published;
    published.refused = false;
    const sent = this.#call.publish({ source, track: this.idOf(source), media, muted });
    this.#told(
      sent.catch((error: unknown) => {
        if (!isRefused(error)) throw error;
        published.refused = true;
        this.#options.onRefused(source);
      }),
    );
  }

  /** The call may end while a request is under way; that is no problem of the media. */
  #told(work: Promise<void> | undefined): void {
    work?.catch((error: unknown) => {
      if (this.#call !== null && !isCancelled(error)) this.#options.onProblem(error);
    });
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof ConfabError && error.code === 'no-grant';
}

/** Something newer took its place. */
function isCancelled(error: unknown): boolean {
  return error instanceof ConfabError && error.code === 'cancelled';
}
