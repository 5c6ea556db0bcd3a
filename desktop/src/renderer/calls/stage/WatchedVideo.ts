import type { Call } from '../room/callState.ts';
import type { PinnedTile } from './stageStore.ts';
import { tileId } from './tileIds.ts';

/** How large somebody's picture is drawn somewhere. */
export interface Look {
  /** In pixels of the screen. */
  readonly width: number;
  /** It is what the others are smaller than. */
  readonly main: boolean;
}

/** Where pictures are drawn: this window's dock or stage, and the small window. */
export type Viewer = 'window' | 'mini';

type Wanted = Look | null;
type VideoCall = Pick<Call, 'setVisible' | 'setPreferredLayers' | 'setPriority'>;

/** Up to which width a camera's smallest and middle layer (320 and 640 px) are sharp enough. */
const layerWidths = [368, 736] as const;
const priorities = { main: 200, other: 60 } as const;

/**
 * Tells the call what is looked at, from what each viewer says it draws: what nobody draws is not
 * received, small pictures come small, the large one gets bandwidth first. Says nothing twice.
 */
export class WatchedVideo {
  readonly #call: VideoCall;
  readonly #looks: Readonly<Record<Viewer, Map<string, Look>>> = {
    window: new Map(),
    mini: new Map(),
  };
  readonly #shown: Record<Viewer, boolean> = { window: true, mini: true };
  #tiles: readonly PinnedTile[] = [];
  #told = new Map<string, string>();

  constructor(call: VideoCall) {
    this.#call = call;
  }

  /** These are the videos of others that there are. */
  setTiles(tiles: readonly PinnedTile[]): void {
    this.#tiles = tiles;
    const ids = new Set(tiles.map(tileId));
    this.#told = new Map([...this.#told].filter(([id]) => ids.has(id)));
    this.#tell();
  }

  /** All that this viewer draws now, by tile id. */
  setLooks(viewer: Viewer, looks: ReadonlyMap<string, Look>): void {
    const known = this.#looks[viewer];
    known.clear();
    for (const [id, look] of looks) known.set(id, look);
    this.#tell();
  }

  /** Whether the window of this viewer can be seen at all. */
  setShown(viewer: Viewer, shown: boolean): void {
    if (this.#shown[viewer] === shown) return;
    this.#shown[viewer] = shown;
    this.#tell();
  }

  #tell(): void {
    for (const tile of this.#tiles) {
      const wanted = this.#wanted(tileId(tile));
      const said = wanted === null ? 'hidden' : `${layerOf(wanted.width)}/${String(wanted.main)}`;
      if (this.#told.get(tileId(tile)) === said) continue;
      this.#told.set(tileId(tile), said);
      this.#say(tile, wanted);
    }
  }

  #say({ session, source }: PinnedTile, wanted: Wanted): void {
    if (wanted !== null) {
      // A screen has one layer: text is sharp or of no use.
      if (source === 'camera') {
        this.#call.setPreferredLayers(session, source, layerOf(wanted.width));
      }
      this.#call.setPriority(session, source, wanted.main ? priorities.main : priorities.other);
    }
    this.#call.setVisible(session, source, wanted !== null);
  }

  #wanted(id: string): Wanted {
    const looks = (['window', 'mini'] as const).flatMap((viewer) => {
      const look = this.#looks[viewer].get(id);
      return look === undefined || !this.#shown[viewer] ? [] : [look];
    });
    if (looks.length === 0) return null;
    return {
      width: Math.max(...looks.map(({ width }) => width)),
      main: looks.some(({ main }) => main),
    };
  }
}

function layerOf(width: number): number {
  const layer = layerWidths.findIndex((most) => width <= most);
  return layer === -1 ? layerWidths.length : layer;
}
