/** A message of a conversation with a language model. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A language model that answers in words: at an address, or on this machine. */
export interface TextModel {
  /** About how many characters may be asked at once, the answer not counted. */
  readonly longestPrompt: number;
  /** Rejects with a ConfabError. */
  answer(messages: readonly ModelMessage[], signal: AbortSignal): Promise<string>;
}
