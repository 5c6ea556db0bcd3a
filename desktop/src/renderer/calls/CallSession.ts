import { captionSchema, captionTopic } from '@confab/shared-types';
import type { Caption, Call as CallInfo, SpeechState } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../hub/HubClient.ts';
import type { Call, CallState, DataMessage } from './room/CallClient.ts';
import { addCaption, captionLifetimeMs, visibleCaptions } from './captions/captionLines.ts';
import type { CaptionLine } from './captions/captionLines.ts';
import type { LocalMedia } from './devices/localMedia.ts';
import { OwnMedia } from './devices/OwnMedia.ts';
import type { OwnMediaState } from './devices/OwnMedia.ts';
import { OwnSpeech, isModelMissing } from './captions/OwnSpeech.ts';
import type { CaptureSpeech } from './captions/OwnSpeech.ts';

/** What becomes of the person's own words while the call is transcribed. */
export type OwnSpeechState = 'off' | 'on' | 'no-model' | 'failed';

export interface SessionState {
  readonly info: CallInfo;
  readonly call: CallState;
  readonly own: OwnMediaState;
  readonly captions: readonly CaptionLine[];
  readonly captionsShown: boolean;
  readonly speech: OwnSpeechState;
  /** The transcriber process as the hub last told. */
  readonly transcriber: SpeechState;
  /** Lets the call be heard where the browser waits for a press; null: it is heard. */
  readonly playSound: (() => void) | null;
}

export interface CallSessionOptions {
  readonly info: CallInfo;
  readonly call: Call;
  readonly hub: Pick<HubClient, 'request' | 'on' | 'onState' | 'sendAudio'>;
  readonly media: LocalMedia;
  readonly capture: CaptureSpeech;
  readonly devices: { readonly microphone: string | null; readonly camera: string | null };
  /** The chosen speech model and language; asked each time speech starts. */
  readonly speechChoice: () => { readonly model: string | null; readonly language: string };
  readonly newTrackId: () => string;
  readonly onProblem: (error: unknown) => void;
}

/** One call this window is in: the room, the person's own devices, and what is said. */
export class CallSession {
  readonly store: StoreApi<SessionState>;
  readonly #options: CallSessionOptions;
  readonly #own: OwnMedia;
  readonly #ownStreams = new Set<string>();
  readonly #stops: (() => void)[];
  #speech: OwnSpeech | null = null;
  #captionTimer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(options: CallSessionOptions) {
    const { call, hub, media, devices, newTrackId, onProblem } = options;
    this.#options = options;
    this.#own = new OwnMedia({
      call,
      media,
      ...devices,
      newTrackId,
      onChange: (own) => {
        this.store.setState({ own });
        this.refreshSpeech();
      },
      onProblem,
    });
    this.store = createStore<SessionState>(() => ({
      info: options.info,
      call: call.getState(),
      own: this.#own.state,
      captions: [],
      captionsShown: true,
      speech: 'off',
      transcriber: { state: 'idle' },
      playSound: null,
    }));
    this.#stops = [
      call.subscribe(() => this.#onCall(call.getState())),
      call.onData((message) => this.#onData(message)),
      hub.on('caption', ({ stream, caption }) => this.#onOwnCaption(stream, caption)),
      hub.on('speech', (transcriber) => this.store.setState({ transcriber })),
      hub.on('call', (info) => {
        if (info.id === options.info.id) this.store.setState({ info });
      }),
      hub.onState((state) => {
        if (state === 'open') this.#resumeSpeech();
      }),
    ];
  }

  get id(): string {
    return this.#options.info.id;
  }

  /** Opens what the person remembered; what cannot be had is told by the state. */
  openDevices(): void {
    this.#own.openMicrophone().catch(this.#options.onProblem);
    this.#own.setCamera(true).catch(this.#options.onProblem);
  }

  toggleMicrophone(): void {
    this.#own.toggleMicrophone();
  }

  toggleCamera(): void {
    this.#own.toggleCamera();
  }

  toggleCaptions(): void {
    this.store.setState(({ captionsShown }) => ({ captionsShown: !captionsShown }));
  }

  async toggleHand(): Promise<void> {
    const raised = this.store.getState().call.self?.handRaised ?? false;
    await this.#options.call.raiseHand(!raised);
  }

  /** Makes the minutes page where there is none yet, then turns transcription on for everybody. */
  async startTranscription(title: string): Promise<void> {
    const { workspace, id } = this.#options.info;
    const info = await this.#options.hub.request('calls.transcribe', {
      workspace,
      call: id,
      title,
    });
    this.store.setState({ info, captionsShown: true });
    await this.#options.call.setTranscription(true);
  }

  stopTranscription(): Promise<void> {
    return this.#options.call.setTranscription(false);
  }

  /** Begins anew: after a failure, or with the model and language chosen just now. */
  restartSpeech(): void {
    this.#stopSpeech('off');
    this.refreshSpeech();
  }

  /** Milliseconds since the call began, by the server's clock; null until it is known. */
  elapsedMs(): number | null {
    const now = this.#options.call.serverNow();
    return now === null ? null : Math.max(0, now - this.#options.info.startedAt);
  }

  setPreferredLayers(session: string, spatialLayer: number): void {
    this.#options.call.setPreferredLayers(session, 'camera', spatialLayer);
  }

  leave(): void {
    this.#close();
    this.#options.call.leave();
  }

  /** Starts or stops listening to the person's own words, as transcription and microphone want. */
  refreshSpeech(): void {
    const microphone = this.#own.microphone;
    const wanted = !this.#ended && this.store.getState().call.transcription !== null;
    if (!wanted || microphone === null || this.#options.call.serverNow() === null) {
      return this.#stopSpeech(wanted ? this.store.getState().speech : 'off');
    }
    const { model, language } = this.#options.speechChoice();
    if (model === null) return this.#stopSpeech('no-model');
    if (this.#speech !== null || this.store.getState().speech === 'failed') return;
    this.#speech = this.#startSpeech(microphone, language);
    this.store.setState({ speech: 'on' });
  }

  #startSpeech(microphone: { id: string; media: MediaStreamTrack }, language: string): OwnSpeech {
    const { hub, capture, info, call } = this.#options;
    const speech = new OwnSpeech({
      hub,
      capture,
      media: microphone.media,
      about: { workspace: info.workspace, call: info.id, track: microphone.id, language },
      now: () => call.serverNow() ?? Date.now(),
      isMuted: () => this.#own.state.microphone === 'muted',
      onBegun: (stream) => this.#ownStreams.add(stream),
      onFailed: (error) => {
        if (this.#speech !== speech) return;
        this.#speech = null;
        this.store.setState({ speech: isModelMissing(error) ? 'no-model' : 'failed' });
        this.#options.onProblem(error);
      },
    });
    return speech;
  }

  #stopSpeech(state: OwnSpeechState): void {
    const speech = this.#speech;
    this.#speech = null;
    if (this.store.getState().speech !== state) this.store.setState({ speech: state });
    speech?.stop().catch(this.#options.onProblem);
  }

  /** A hub that was away has forgotten its streams: a new one, nothing to say to the old. */
  #resumeSpeech(): void {
    const speech = this.#speech;
    if (speech === null) return;
    this.#speech = null;
    speech.abandon();
    this.refreshSpeech();
  }

  #onCall(call: CallState): void {
    const before = this.store.getState().call;
    this.store.setState({ call });
    if (call.phase === 'ended') return this.#close();
    const spoken = before.transcription !== call.transcription || before.phase !== call.phase;
    if (!spoken) return;
    if (call.transcription === null) this.store.setState({ captions: [] });
    this.refreshSpeech();
  }

  #onData(message: DataMessage): void {
    if (message.topic !== captionTopic) return;
    const caption = captionSchema.safeParse(message.payload);
    const speaker = this.store.getState().call.peers.find((p) => p.session === message.from);
    if (!caption.success || speaker === undefined) return;
    this.#show(speaker.identity, speaker.name, caption.data);
  }

  #onOwnCaption(stream: string, caption: Caption): void {
    const { self } = this.store.getState().call;
    if (!this.#ownStreams.has(stream) || self === null) return;
    this.#show(self.identity, self.name, caption);
    // The transcript holds the line whether or not the others see it as a caption.
    this.#options.call.sendData(captionTopic, caption).catch(this.#options.onProblem);
  }

  #show(speaker: string, name: string, caption: Caption): void {
    const line: CaptionLine = { speaker, name, caption, receivedAt: Date.now() };
    this.store.setState(({ captions }) => ({ captions: addCaption(captions, line) }));
    this.#expireCaptions();
  }

  /** Takes lines off that are over, and comes again when the next one is. */
  #expireCaptions(): void {
    clearTimeout(this.#captionTimer);
    const now = Date.now();
    const captions = visibleCaptions(this.store.getState().captions, now);
    this.store.setState({ captions });
    const next = Math.min(...captions.map(({ receivedAt }) => receivedAt)) + captionLifetimeMs;
    if (captions.length === 0) return;
    this.#captionTimer = setTimeout(() => this.#expireCaptions(), next - now);
  }

  #close(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const stop of this.#stops) stop();
    clearTimeout(this.#captionTimer);
    this.#stopSpeech('off');
    this.#own.stop();
  }
}
