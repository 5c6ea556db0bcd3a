/** Who has the speaker's place, and what it takes to say when that changes. Times: ms, one clock. */
export interface SpeakerPlace {
  readonly shown: string | null;
  /** Until when whoever is shown was the loudest. */
  readonly heardUntil: number;
  readonly loudest: string | null;
  /** Everybody who had the place, last first. */
  readonly recent: readonly string[];
}

export interface Heard {
  /** The loudest of the others; null: none of them speaks. Never oneself. */
  readonly loudest: string | null;
  /** All others that are in the call. */
  readonly present: readonly string[];
  readonly now: number;
}

/** For how long the place is kept after its holder was last the loudest. */
export const holdMs = 2_000;
const remembered = 49;

export const nobodySpeaks: SpeakerPlace = {
  shown: null,
  heardUntil: 0,
  loudest: null,
  recent: [],
};

/**
 * The place after something was heard, or after time has passed: it stays with its holder until
 * somebody else has been the loudest for {@link holdMs}, so that a cough moves nothing. Silence keeps
 * it; whoever leaves gives it to who had it before.
 */
export function activeSpeaker(place: SpeakerPlace, heard: Heard): SpeakerPlace {
  const { now } = heard;
  const loudest = heard.present.includes(heard.loudest ?? '') ? heard.loudest : null;
  const held = place.loudest !== null && place.loudest === place.shown;
  const heardUntil = held || loudest === place.shown ? now : place.heardUntil;
  const recent = place.recent.filter((id) => heard.present.includes(id));
  const shown = recent.includes(place.shown ?? '') ? place.shown : (recent[0] ?? null);
  const vacant = shown === null || shown !== place.shown;
  if (loudest !== null && loudest !== shown && (vacant || now - heardUntil >= holdMs)) {
    const others = recent.filter((id) => id !== loudest);
    return {
      shown: loudest,
      heardUntil: now,
      loudest,
      recent: [loudest, ...others].slice(0, remembered),
    };
  }
  return { shown, heardUntil, loudest, recent };
}

/** When the place changes if nothing else is heard; null: it stays. */
export function speakerChangesAt(place: SpeakerPlace): number | null {
  return place.loudest === null || place.loudest === place.shown ? null : place.heardUntil + holdMs;
}
