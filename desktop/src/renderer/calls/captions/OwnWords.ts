import type { Call as CallInfo } from '@confab/shared-types';
import type { HubClient } from '../../hub/HubClient.ts';
import type { OwnMedia, OwnTrack } from '../devices/OwnMedia.ts';
import type { Call } from '../room/callState.ts';
import { SpeechStream, isModelMissing } from './SpeechStream.ts';
import type { CaptureSpeech } from './SpeechStream.ts';

/**
 * What becomes of the person's own words while the call is transcribed. `volunteer`: somebody else
 * takes them down.
 */
export type OwnSpeechState = 'off' | 'on' | 'no-model' | 'failed' | 'declined' | 'volunteer';

/** The model in use and what is spoken; `candidates` with the language `auto`. */
export interface SpeechChoice {
  readonly model: string | null;
  readonly language: string;
  readonly candidates?: readonly string[];
}

/**
 * Where the person's words may go, by default to their own machine. `unknown`: what they agreed to
 * before is still being read.
 */
export type OwnAgreement = 'unknown' | 'own' | 'declined' | 'volunteer';

export interface OwnWordsOptions {
  readonly info: CallInfo;
  readonly call: Pick<Call, 'getState' | 'serverNow'>;
  readonly own: Pick<OwnMedia, 'microphone' | 'muted'>;
  readonly hub: Pick<HubClient, 'request' | 'sendAudio'>;
  readonly capture: CaptureSpeech;
  /** Asked each time speech starts. */
  readonly speechChoice: () => SpeechChoice;
  readonly agreement: () => OwnAgreement;
  /** The first words of a stream are on their way to this model. */
  readonly onBegun: (model: string) => void;
  readonly onState: (state: OwnSpeechState) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Has the person's own words written down while the call is transcribed, there is a microphone and
 * they did not decline.
 */
export class OwnWords {
  readonly #options: OwnWordsOptions;
  readonly #streams = new Set<string>();
  #speech: SpeechStream | null = null;
  #state: OwnSpeechState = 'off';
  #closed = false;

  constructor(options: OwnWordsOptions) {
    this.#options = options;
  }

  /** Whether a stream that the hub tells of was begun here. */
  began(stream: string): boolean {
    return this.#streams.has(stream);
  }

  /** Starts or stops listening, as transcription, consent and microphone want. */
  refresh(): void {
    const { own, call, speechChoice, agreement } = this.#options;
    if (this.#closed || call.getState().transcription === null) return this.#stop('off');
    const agreed = agreement();
    if (agreed === 'unknown') return;
    if (agreed === 'declined') return this.#discard();
    const { microphone } = own;
    if (microphone === null || call.serverNow() === null) return this.#stop(this.#state);
    const choice = speechChoice();
    const { model } = choice;
    if (model === null) return this.#stop(agreed === 'volunteer' ? 'volunteer' : 'no-model');
    // Another device goes on in the same stream of words.
    if (this.#speech !== null) return this.#speech.follow(microphone.media);
    if (this.#state === 'failed') return;
    this.#speech = this.#start(microphone, { ...choice, model });
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

  #start(microphone: OwnTrack, choice: SpeechChoice & { readonly model: string }): SpeechStream {
    const { hub, capture, info, call, own } = this.#options;
    const { model, language, candidates } = choice;
    const speech = new SpeechStream({
      hub,
      capture,
      media: microphone.media,
      about: {
        workspace: info.workspace,
        call: info.id,
        track: microphone.id,
        language,
        ...(candidates === undefined ? {} : { candidates: [...candidates] }),
      },
      now: () => call.serverNow() ?? Date.now(),
      isMuted: () => own.muted,
      onBegun: (stream) => {
        this.#streams.add(stream);
        if (this.#speech === speech) this.#options.onBegun(model);
      },
      onFailed: (error) => {
        if (this.#speech !== speech) return;
        this.#speech = null;
        this.#set(isModelMissing(error) ? 'no-model' : 'failed');
        this.#options.onProblem(error);
      },
    });
    return speech;
  }

  /** Nothing that was not sent yet is: the person does not want to be written down. */
  #discard(): void {
    const speech = this.#speech;
    this.#speech = null;
    this.#set('declined');
    speech?.discard().catch(this.#options.onProblem);
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
