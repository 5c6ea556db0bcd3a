import { chatKept, ConfabError, type ChatMessage } from '@confab/shared-types';

/** The last messages of a room's chat, oldest first. */
export class Chat {
  readonly #messages = new Map<string, ChatMessage>();
  #characters = 0;

  get messages(): readonly ChatMessage[] {
    return [...this.#messages.values()];
  }

  /** The message as it was first said, if its sender said it before. Throws `already-done` for another's. */
  known(id: string, identity: string): ChatMessage | undefined {
    const message = this.#messages.get(id);
    if (message && message.identity !== identity) {
      throw new ConfabError('already-done', 'message id');
    }
    return message;
  }

  add(message: ChatMessage): void {
    this.#messages.set(message.id, message);
    this.#characters += message.text.length;
    for (const oldest of this.#messages.values()) {
      const fits = this.#messages.size <= chatKept.messages;
      if (fits && this.#characters <= chatKept.characters) return;
      this.#messages.delete(oldest.id);
      this.#characters -= oldest.text.length;
    }
  }
}
