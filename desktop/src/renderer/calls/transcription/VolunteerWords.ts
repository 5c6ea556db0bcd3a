import type { AccountId, Call as CallInfo, Consent } from '@confab/shared-types';
import type { HubClient } from '../../hub/HubClient.ts';
import type { SpeechChoice } from '../captions/OwnWords.ts';
import { SpeechStream } from '../captions/SpeechStream.ts';
import type { CaptureSpeech } from '../captions/SpeechStream.ts';
import type { Call, CallPeer, CallTrack } from '../room/callState.ts';

export interface VolunteerWordsOptions {
  readonly info: CallInfo;
  readonly call: Pick<Call, 'getState' | 'serverNow'>;
  readonly hub: Pick<HubClient, 'request' | 'sendAudio'>;
  readonly capture: CaptureSpeech;
  readonly speechChoice: () => SpeechChoice;
  /** Whose words this person writes down, as they agreed. */
  readonly agreed: () => ReadonlyMap<AccountId, Consent>;
  /** Their words cannot be written down here any more. */
  readonly onFailed: (account: AccountId, error: unknown) => void;
  readonly onProblem: (error: unknown) => void;
}

/** A received voice that is written down. */
interface Voice {
  readonly peer: CallPeer;
  readonly track: CallTrack;
  readonly media: MediaStreamTrack;
}

interface Listening {
  readonly speech: SpeechStream;
  readonly track: string;
}

/**
 * Has words of people without a model written down on this machine, from their tracks as they are
 * received, for as long as both are in the call and they agree.
 */
export class VolunteerWords {
  readonly #options: VolunteerWordsOptions;
  /** By session: somebody may be in the call with two devices. */
  readonly #listening = new Map<string, Listening>();
  readonly #streams = new Set<string>();
  #closed = false;

  constructor(options: VolunteerWordsOptions) {
    this.#options = options;
  }

  /** Whether a stream that the hub tells of was begun here. */
  began(stream: string): boolean {
    return this.#streams.has(stream);
  }

  /** Starts or stops listening, as transcription, consents and tracks want. */
  refresh(): void {
    const voices = this.#closed ? new Map<string, Voice>() : this.#wanted();
    for (const [session, { speech, track }] of [...this.#listening]) {
      const voice = voices.get(session);
      if (voice?.track.track === track) speech.follow(voice.media);
      else this.#stop(session);
    }
    for (const [session, voice] of voices) {
      if (!this.#listening.has(session)) this.#start(session, voice);
    }
  }

  /** Begins anew with the model chosen just now. */
  restart(): void {
    for (const session of [...this.#listening.keys()]) this.#stop(session);
    this.refresh();
  }

  /** A hub that was away has forgotten its streams. */
  resume(): void {
    for (const { speech } of this.#listening.values()) speech.abandon();
    this.#listening.clear();
    this.refresh();
  }

  close(): void {
    this.#closed = true;
    this.refresh();
  }

  #wanted(): Map<string, Voice> {
    const { call, agreed, speechChoice } = this.#options;
    const { transcription, self, peers } = call.getState();
    const wanted = new Map<string, Voice>();
    if (transcription === null || self === null || call.serverNow() === null) return wanted;
    if (speechChoice().model === null) return wanted;
    // Of two windows of one person, the one that came first does it.
    const first = peers.every(
      ({ identity, joinedAt }) => identity !== self.identity || joinedAt >= self.joinedAt,
    );
    if (!first) return wanted;
    const people = agreed();
    for (const peer of peers) {
      const track = peer.tracks.microphone;
      if (!people.has(peer.identity) || track === undefined || track.media === null) continue;
      wanted.set(peer.session, { peer, track, media: track.media });
    }
    return wanted;
  }

  #start(session: string, { peer, track, media }: Voice): void {
    const { hub, capture, info, call, agreed } = this.#options;
    const speech = new SpeechStream({
      hub,
      capture,
      media,
      about: {
        workspace: info.workspace,
        call: info.id,
        track: track.track,
        speaker: peer.identity,
        ...languageOf(agreed().get(peer.identity), this.#options.speechChoice()),
      },
      now: () => call.serverNow() ?? Date.now(),
      isMuted: () => {
        const now = call.getState().peers.find((each) => each.session === session);
        return now?.tracks.microphone?.muted ?? true;
      },
      onBegun: (stream) => this.#streams.add(stream),
      onFailed: (error) => {
        if (this.#listening.get(session)?.speech !== speech) return;
        this.#listening.delete(session);
        this.#options.onFailed(peer.identity, error);
      },
    });
    this.#listening.set(session, { speech, track: track.track });
  }

  #stop(session: string): void {
    const listening = this.#listening.get(session);
    this.#listening.delete(session);
    listening?.speech.stop().catch(this.#options.onProblem);
  }
}

/** What the speaker said they speak; without a word of theirs, what is spoken here. */
function languageOf(
  consent: Consent | undefined,
  own: SpeechChoice,
): { readonly language: string; readonly candidates?: string[] } {
  const languages = consent?.languages ?? [];
  const [only] = languages;
  if (languages.length === 1 && only !== undefined) return { language: only };
  if (languages.length > 1) return { language: 'auto', candidates: [...languages] };
  const { language, candidates } = own;
  return { language, ...(candidates === undefined ? {} : { candidates: [...candidates] }) };
}
