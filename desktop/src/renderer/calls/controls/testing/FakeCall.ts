import type { ChatMessage } from '@confab/shared-types';
import type {
  CallPeer,
  CallState,
  CallTrack,
  DataMessage,
  HostWord,
} from '../../room/callState.ts';

interface Sent {
  readonly id: string;
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A call whose state a test sets, and that keeps what was sent until the test answers it. */
export class FakeCall {
  readonly sentChat: Sent[] = [];
  readonly sentData: { readonly topic: string; readonly payload: unknown }[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #data = new Set<(message: DataMessage) => void>();
  readonly #words = new Set<(word: HostWord) => void>();
  #answered = 0;
  #state: CallState = {
    phase: 'in-call',
    reason: null,
    error: null,
    self: null,
    peers: [],
    speakers: [],
    transcription: null,
    grants: { room: 'room', roomJoin: true },
    rules: { locked: false, lobby: false },
    waiting: [],
    chat: [],
    audioOnly: 'off',
  };

  getState(): CallState {
    return this.#state;
  }

  set(change: Partial<CallState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Somebody as they are right after joining, muted in everything. */
  peer(identity: string, more: Partial<CallPeer> = {}): CallPeer {
    return {
      session: `${identity}-session`,
      identity,
      name: identity,
      joinedAt: 0,
      reconnecting: false,
      handRaised: false,
      role: 'presenter',
      tracks: {},
      quality: 'good',
      ...more,
    };
  }

  track(session: string, source: CallTrack['source'], muted = false): CallTrack {
    const kind = source === 'camera' || source === 'screen_share' ? 'video' : 'audio';
    return { session, source, track: source, kind, muted, media: null, held: false };
  }

  message(identity: string, text: string, at = 0): ChatMessage {
    const id = `${identity}-${text.length}-${at}`;
    return { id, session: `${identity}-session`, identity, name: identity, text, at };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onData(listener: (message: DataMessage) => void): () => void {
    this.#data.add(listener);
    return () => this.#data.delete(listener);
  }

  onHostWord(listener: (word: HostWord) => void): () => void {
    this.#words.add(listener);
    return () => this.#words.delete(listener);
  }

  receive(message: DataMessage): void {
    for (const listener of this.#data) listener(message);
  }

  say(word: HostWord): void {
    for (const listener of this.#words) listener(word);
  }

  sendData(topic: string, payload: unknown): Promise<void> {
    this.sentData.push({ topic, payload });
    return Promise.resolve();
  }

  sendChat(id: string, text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.sentChat.push({ id, text, resolve, reject });
    });
  }

  /** The server takes the oldest message that it has not answered. */
  async answerChat(): Promise<void> {
    this.sentChat[this.#answered]?.resolve();
    this.#answered += 1;
    await Promise.resolve();
  }

  async failChat(error: unknown): Promise<void> {
    this.sentChat[this.#answered]?.reject(error);
    this.#answered += 1;
    await Promise.resolve();
  }

  serverNow(): number | null {
    return 0;
  }
}
