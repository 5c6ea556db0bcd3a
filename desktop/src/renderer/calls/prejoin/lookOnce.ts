import type { ErrorCode, PeerInfo, RoomRules } from '@confab/shared-types';

/** Who is inside a call that one is not in (yet). */
export interface LookedInto {
  readonly peers: readonly PeerInfo[];
  readonly rules: RoomRules;
}

/** Looks into a call's room until it is closed. */
export interface RoomLook {
  subscribe(listener: () => void): () => void;
  getState(): { readonly room: LookedInto | null; readonly error: ErrorCode | null };
  close(): void;
}

/** How long somebody who answers waits for it. */
const timeoutMs = 1_000;

/**
 * Waits for the first answer. Null: there was none in time, or there is none to be had; that must not
 * hold up the call, and entering it finds out by itself what is wrong.
 */
export async function lookOnce(
  looking: Promise<RoomLook>,
  onProblem: (error: unknown) => void,
): Promise<RoomLook | null> {
  const opened = looking.catch((error: unknown) => {
    onProblem(error);
    return null;
  });
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), timeoutMs);
  const look = await Promise.race([opened.then(firstAnswer), late.promise]);
  clearTimeout(timer);
  if (look === null) void opened.then((unused) => unused?.close());
  return look;
}

function firstAnswer(look: RoomLook | null): Promise<RoomLook | null> {
  return new Promise((resolve) => {
    if (look === null) return resolve(null);
    const see = (): void => {
      const { room, error } = look.getState();
      if (room === null && error === null) return;
      stop();
      resolve(look);
    };
    const stop = look.subscribe(see);
    see();
  });
}
