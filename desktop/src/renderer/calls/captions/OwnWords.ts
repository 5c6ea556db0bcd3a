import type { Call as CallInfo } from '@confab/shared-types';
import type { HubClient } from '../../hub/HubClient.ts';
import type { OwnMedia, OwnTrack } from '../devices/OwnMedia.ts';
import type { Call } from '../room/callState.ts';
import { OwnSpeech, isModelMissing } from './OwnSpeech.ts';
import type { CaptureSpeech } from './OwnSpeech.ts';

/** What becomes of the person's own words while the call is transcribed. */
export type OwnSpeechState = 'off' | 'on' | 'no-model' | 'failed';

export interface OwnWordsOptions {
  readonly info: CallInfo;
  readonly call: Pick<Call, 'getState' | 'serverNow'>;
  readonly own: Pick<OwnMedia, 'microphone' | 'muted'>;
  readonly hub: Pick<HubClient, 'request' | 'sendAudio'>;
  readonly capture: CaptureSpeech;
  /** The chosen speech model and language; asked each time speech starts. */
  readonly speechChoice: () => { readonly model: string | null; readonly language: string };
  readonly onState: (state: OwnSpeechState) => void;
  readonly onProblem: (error: unknown) => void;
}

/** Has the person's own words written down while the call is transcribed and there is a microphone. */
export class OwnWords {
  readonly #options: OwnWordsOptions;
  readonly #streams = new Set<string>();
  #speech: OwnSpeech | null = null;
  #state: OwnSpeechState = 'off';
  #closed = false;

  constructor(options: OwnWordsOptions) {
    this.#options = options;
  }

  /** Whether a stream that the hub tells of was begun here. */
  began(stream: string): boolean {
    return this.#streams.has(stream);
  }

  /** Starts or stops listening, as transcription and microphone want. */
  refresh(): void {
    const { own, call, speechChoice } = this.#options;
    const wanted = !this.#closed && call.getState().transcription !== null;
    const { microphone } = own;
    if (!wanted || microphone === null || call.serverNow() === null) {
      return this.#stop(wanted ? this.#state : 'off');
    }
    const { model, language } = speechChoice();
    if (model === null) return this.#stop('no-model');
    // Another device goes on in the same stream of words.
    if (this.#speech !== null) return this.#speech.follow(microphone.media);
    if (this.#state === 'failed') return;
    this.#speech = this.#start(microphone, language);
    this.#set('on');
  }

  /** Begins anew: after a failure, or with the model and language chosen just now. */
  restart(): void {
    this.#stop('off');
    this.refresh();
  }

  /** A hub that was away has forgotten its streams: a new one, nothing to say to the old. */
  resume(): void {
    const speech = this.#speech;
    if (speech === null) return;
    this.#speech = null;
    speech.abandon();
    this.refresh();
  }

  close(): void {
    this.#closed = true;
    this.#stop('off');
  }

  #start(microphone: OwnTrack, language: string): OwnSpeech {
    const { hub, capture, info, call, own } = this.#options;
    const speech = new OwnSpeech({
      hub,
      capture,
      media: microphone.media,
      about: { workspace: info.workspace, call: info.id, track: microphone.id, language },
      now: () => call.serverNow() ?? Date.now(),
      isMuted: () => own.muted,
      onBegun: (stream) => this.#streams.add(stream),
      onFailed: (error) => {
        if (this.#speech !== speech) return;
        this.#speech = null;
        this.#set(isModelMissing(error) ? 'no-model' : 'failed');
        this.#options.onProblem(error);
      },
    });
    return speech;
  }

  #stop(state: OwnSpeechState): void {
    const speech = this.#speech;
    this.#speech = null;
    this.#set(state);
    speech?.stop().catch(this.#options.onProblem);
  }

  #set(state: OwnSpeechState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
