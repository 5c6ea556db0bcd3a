import { roomEmptyMs } from '@confab/shared-types';

/** What one client may cost, and how long the server waits for it. All times in milliseconds. */
export const defaultLimits = {
  rooms: 1000,
  peersPerRoom: 50,
  producersPerPeer: 8,
  /** Twice what a full room has: the rest is somebody's loop. */
  consumersPerPeer: 800,
  /** Bits a second that one client may send. */
  maxIncomingBitrate: 10_000_000,
  /** What a client is taken to be able to receive until it is known. */
  initialOutgoingBitrate: 1_000_000,
  /** What a client is sent at most, however good its line is; 0: no bound. */
  maxOutgoingBitrate: 0,
  /** A socket that neither joined nor resumed by then is closed. */
  joinTimeoutMs: 10_000,
  /** But one that looks who is inside has this much longer, and at most the other after connecting. */
  lookMs: 60_000,
  longestLookMs: 300_000,
  /** Clients ping every 2 s; one that is silent this long is taken for gone. */
  silenceMs: 10_000,
  /** How long a session outlives its socket. */
  resumeWindowMs: 30_000,
  /** How long a room stays empty before its call has ended. */
  roomEmptyMs,
  /** Missed events kept for a resume; beyond it the client gets the state instead. */
  replayEvents: 1000,
  replayBytes: 1024 * 1024,
  /** Requests a second, and how many may come at once (a join in a full room consumes 100). */
  requestsPerSecond: 100,
  requestBurst: 400,
  /** Requests of one session that wait for their turn. */
  queuedRequests: 400,
  /** Unsent bytes after which a reader is too slow and has to resume. */
  unsentBytes: 4 * 1024 * 1024,
} as const;

export type Limits = { readonly [K in keyof typeof defaultLimits]: number };
