/** What the row of controls can hold beside microphone, camera, more and leave, which always stay. */
export type OptionalControl =
  'share' | 'captions' | 'transcription' | 'hand' | 'reactions' | 'chat' | 'people';

/** As they stand in the row. */
export const optionalControls = [
  'share',
  'transcription',
  'captions',
  'hand',
  'reactions',
  'chat',
  'people',
] as const satisfies readonly OptionalControl[];

/** Who goes into *more* last. */
const byNeed = [
  'share',
  'chat',
  'hand',
  'people',
  'transcription',
  'reactions',
  'captions',
] as const satisfies readonly OptionalControl[];

export interface FittingControls {
  readonly labelled: boolean;
  readonly shown: readonly OptionalControl[];
  readonly inMore: readonly OptionalControl[];
}

/** Widths in pixels, as CallControls.module.css draws them, spaces between them included. */
const icon = 48;
const labelled = 80;
/** Chevrons of microphone and camera, the space before *leave*, and its wider button. */
const fixed = 2 * 20 + 16 + 12;

/**
 * Which controls a row `width` pixels wide shows: all with their labels, else icons alone, else those
 * one needs most; the rest is in *more*.
 */
export function fitControls(width: number, labelsAllowed: boolean): FittingControls {
  const all = optionalControls.length;
  if (labelsAllowed && width >= roomFor(all, labelled)) {
    return { labelled: true, shown: optionalControls, inMore: [] };
  }
  const count = Math.min(all, Math.max(0, Math.floor((width - roomFor(0, icon)) / icon)));
  const kept = new Set<OptionalControl>(byNeed.slice(0, count));
  return {
    labelled: false,
    shown: optionalControls.filter((control) => kept.has(control)),
    inMore: optionalControls.filter((control) => !kept.has(control)),
  };
}

function roomFor(optional: number, each: number): number {
  return (optional + 4) * each + fixed;
}
