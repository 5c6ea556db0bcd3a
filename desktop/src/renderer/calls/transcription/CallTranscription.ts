import type { AccountId, Call as CallInfo, Consent } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../../hub/HubClient.ts';
import { OwnWords } from '../captions/OwnWords.ts';
import type { OwnAgreement, OwnSpeechState, SpeechChoice } from '../captions/OwnWords.ts';
import type { CaptureSpeech } from '../captions/SpeechStream.ts';
import type { OwnMedia } from '../devices/OwnMedia.ts';
import type { Call, CallState } from '../room/callState.ts';
import { ConsentRecord } from './ConsentRecord.ts';
import { noConsents, placeOf, volunteeredFor } from './consents.ts';
import type { Consents } from './consents.ts';
import { VolunteerWords } from './VolunteerWords.ts';

/** What is written down of a call here, and what everybody agreed to. */
export interface WordsState {
  /** What becomes of the person's own words. */
  readonly speech: OwnSpeechState;
  readonly consents: Consents;
  /** The person was told that the call is transcribed and answered, or started it. */
  readonly told: boolean;
  /** They know that there is no model here. */
  readonly modelNoticeSeen: boolean;
  /** What is spoken in this call, where it was chosen for it; null: what the person speaks always. */
  readonly language: string | null;
}

export interface CallTranscriptionOptions {
  readonly info: CallInfo;
  readonly call: Pick<Call, 'getState' | 'serverNow' | 'setTranscription'>;
  readonly own: Pick<OwnMedia, 'microphone' | 'muted'>;
  readonly hub: Pick<HubClient, 'request' | 'sendAudio' | 'openDocument'>;
  readonly capture: CaptureSpeech;
  /** The chosen speech model and language; asked each time speech starts. */
  readonly speechChoice: () => SpeechChoice;
  /** The languages that somebody speaks who did not choose one, the likeliest first. */
  readonly languages: () => readonly string[];
  readonly onVolunteerFailed: (account: AccountId, error: unknown) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * What this window does about a call's transcription: the person's own words and those of people they
 * volunteered for go to the hub, and everybody's consent is kept and followed.
 */
export class CallTranscription {
  readonly store: StoreApi<WordsState>;
  readonly #options: CallTranscriptionOptions;
  /** What everybody agreed to, asks for and offers. */
  readonly record: ConsentRecord;
  readonly #own: OwnWords;
  readonly #volunteer: VolunteerWords;

  constructor(options: CallTranscriptionOptions) {
    this.#options = options;
    const { call, info, hub, onProblem } = options;
    this.store = createStore<WordsState>(() => ({
      speech: 'off',
      consents: noConsents,
      told: false,
      modelNoticeSeen: false,
      language: null,
    }));
    this.record = new ConsentRecord({
      hub,
      workspace: info.workspace,
      call: info.id,
      self: () => call.getState().self?.identity ?? null,
      now: () => call.serverNow() ?? Date.now(),
      onChange: (consents) => {
        this.store.setState({ consents });
        this.refresh();
      },
    });
    this.#own = new OwnWords({
      ...options,
      speechChoice: () => this.#choice(),
      agreement: () => this.#agreement(),
      onBegun: (model) => {
        this.#agreeToOwn(model).catch(onProblem);
      },
      onState: (speech) => this.#speechIs(speech),
    });
    this.#volunteer = new VolunteerWords({
      ...options,
      speechChoice: () => this.#choice(),
      agreed: () => this.#volunteered(),
      onFailed: (account, error) => {
        this.record.takeBackOffer(account);
        options.onVolunteerFailed(account, error);
      },
    });
    // Whoever comes late finds what was agreed.
    if (call.getState().transcription !== null) this.record.open();
  }

  /** Whether a stream that the hub tells of was begun here. */
  began(stream: string): boolean {
    return this.#own.began(stream) || this.#volunteer.began(stream);
  }

  /** Starts or stops listening, as the call, the devices and the consents want. */
  refresh(): void {
    this.#own.refresh();
    this.#volunteer.refresh();
  }

  /** The call is another than it was. */
  callChanged(call: CallState, before: CallState): void {
    const { transcription, phase, peers } = call;
    const same = before.transcription === transcription && before.phase === phase;
    if (same && before.peers === peers && before.self !== null) return;
    if (transcription !== null && transcription !== before.transcription) {
      this.record.open();
      if (transcription.startedBy === call.self?.identity) {
        this.store.setState({ told: true });
        const { startedBy, startedAt } = transcription;
        this.record.beginPeriod(startedBy, startedAt).catch(this.#options.onProblem);
      }
    }
    this.refresh();
  }

  /** For everybody. */
  async stop(): Promise<void> {
    await this.#options.call.setTranscription(false);
    this.record.endPeriods();
  }

  /** The person saw that the call is transcribed, and whether their words are. */
  seen(): void {
    const { speech, modelNoticeSeen } = this.store.getState();
    this.store.setState({ told: true, modelNoticeSeen: modelNoticeSeen || speech === 'no-model' });
  }

  /**
   * Nothing the person says is written down from now on. Said in answer to the first word of it,
   * what was written until then is taken back too.
   */
  decline(): void {
    const { told } = this.store.getState();
    const { self, transcription } = this.#options.call.getState();
    if (self === null) return;
    this.record.agree({ choice: 'declined' });
    if (!told) {
      const since = Math.max(self.joinedAt, transcription?.startedAt ?? 0);
      this.record.takeBack(since).catch(this.#options.onProblem);
    }
    this.seen();
  }

  /** The person changed their mind; their words are written down on their own device again. */
  agreeAgain(): void {
    const { model } = this.#choice();
    if (model !== null) this.record.agree({ choice: 'own-machine', model });
  }

  /** Asks everybody for somebody who writes this person's words down. */
  ask(): void {
    this.record.ask();
    this.seen();
  }

  accept(volunteer: AccountId): void {
    const { language } = this.#choice();
    const languages = language === 'auto' ? this.#options.languages() : [language];
    this.record.agree({ choice: 'volunteer', volunteer, languages });
    this.seen();
  }

  refuse(volunteer: AccountId): void {
    this.record.refuse(volunteer);
    this.seen();
  }

  /** What is spoken in this call. */
  setLanguage(language: string): void {
    this.store.setState({ language });
    this.#own.restart();
  }

  /** Begins to write down anew: after a failure, or with the model chosen just now. */
  restart(): void {
    this.#own.restart();
    this.#volunteer.restart();
  }

  /** The hub was away. */
  resume(): void {
    this.#own.resume();
    this.#volunteer.resume();
  }

  /** The person leaves the call; where nobody stays, nobody else could end the period. */
  leave(): void {
    const { transcription, peers } = this.#options.call.getState();
    if (transcription !== null && peers.length === 0) this.record.endPeriods();
  }

  close(): void {
    this.#own.close();
    this.#volunteer.close();
    this.record.close();
  }

  #speechIs(speech: OwnSpeechState): void {
    // A volunteer who left is news.
    const left = this.store.getState().speech === 'volunteer' && speech === 'no-model';
    this.store.setState(left ? { speech, modelNoticeSeen: false } : { speech });
    const { self, peers } = this.#options.call.getState();
    if (speech !== 'no-model' || self === null) return;
    // With two devices, the other one may have a model.
    const alone = peers.every(({ identity }) => identity !== self.identity);
    if (alone) this.record.loseModel();
  }

  #self(): AccountId | null {
    return this.#options.call.getState().self?.identity ?? null;
  }

  #choice(): SpeechChoice {
    const choice = this.#options.speechChoice();
    const language = this.store.getState().language ?? choice.language;
    if (language !== 'auto') return { model: choice.model, language };
    return { model: choice.model, language, candidates: this.#options.languages() };
  }

  #agreement(): OwnAgreement {
    const { consents } = this.store.getState();
    const { self, peers } = this.#options.call.getState();
    if (!consents.ready || self === null) return 'unknown';
    if (consents.agreed.get(self.identity)?.choice === 'declined') return 'declined';
    const present = new Set(peers.map(({ identity }) => identity));
    return placeOf(consents, self.identity, present).type === 'volunteer' ? 'volunteer' : 'own';
  }

  /** Of those who agreed, with their consent. */
  #volunteered(): ReadonlyMap<AccountId, Consent> {
    const self = this.#self();
    const { consents } = this.store.getState();
    if (self === null) return new Map();
    const people = volunteeredFor(consents, self);
    return new Map([...consents.agreed].filter(([account]) => people.has(account)));
  }

  /** Written once the words really go to a model. */
  async #agreeToOwn(id: string): Promise<void> {
    const models = await this.#options.hub.request('speech.models', {});
    const model = models.find((each) => each.id === id)?.name ?? id;
    const self = this.#self();
    if (self === null || this.store.getState().speech !== 'on') return;
    const before = this.store.getState().consents.agreed.get(self);
    if (before?.choice === 'own-machine' && before.model === model) return;
    this.record.agree({ choice: 'own-machine', model });
  }
}
