import { yTypes } from '@confab/shared-types';
import * as Y from 'yjs';
import { applyChange, diffText, shiftPosition } from './titleText.ts';

/** What a binding needs of a text field. */
export interface TextField extends EventTarget {
  value: string;
  selectionStart: number | null;
  selectionEnd: number | null;
  setSelectionRange(start: number, end: number): void;
}

/**
 * Keeps a text field and a page's title equal. While a syllable is being composed the field is left
 * alone in both directions: what others typed meanwhile is merged when the composition ends. Undo
 * takes back own edits only.
 */
export class TitleBinding {
  readonly #field: TextField;
  readonly #text: Y.Text;
  readonly #undo: Y.UndoManager;
  readonly #ownEditListeners = new Set<() => void>();
  /** What field and text both held when they were last equal. */
  #base: string;
  #composing = false;
  #missed: Y.YTextEvent['delta'][] = [];

  constructor(doc: Y.Doc, field: TextField) {
    this.#field = field;
    this.#text = doc.getText(yTypes.title);
    this.#undo = new Y.UndoManager(this.#text, { trackedOrigins: new Set([this]) });
    this.#base = this.#text.toString();
    field.value = this.#base;
    field.addEventListener('input', this.#onInput);
    field.addEventListener('compositionstart', this.#onCompositionStart);
    field.addEventListener('compositionend', this.#onCompositionEnd);
    this.#text.observe(this.#onText);
  }

  get value(): string {
    return this.#text.toString();
  }

  /** Calls back after each edit made in this field; returns how to stop. */
  onOwnEdit(listener: () => void): () => void {
    this.#ownEditListeners.add(listener);
    return () => this.#ownEditListeners.delete(listener);
  }

  undo(): void {
    if (this.#undo.undo() !== null) this.#tellOwnEdit();
  }

  redo(): void {
    if (this.#undo.redo() !== null) this.#tellOwnEdit();
  }

  destroy(): void {
    this.#text.unobserve(this.#onText);
    this.#undo.destroy();
    this.#field.removeEventListener('input', this.#onInput);
    this.#field.removeEventListener('compositionstart', this.#onCompositionStart);
    this.#field.removeEventListener('compositionend', this.#onCompositionEnd);
  }

  readonly #onInput = (): void => {
    if (!this.#composing) this.#push();
  };

  readonly #onCompositionStart = (): void => {
    this.#composing = true;
  };

  readonly #onCompositionEnd = (): void => {
    this.#composing = false;
    this.#push();
  };

  /** Brings what the field holds into the text, past what others did since they were equal. */
  #push(): void {
    const { value, selectionStart } = this.#field;
    // A title is one line: pasted line breaks become spaces.
    const typed = value.replace(/\s*\n\s*/gu, ' ');
    const change = diffText(this.#base, typed, selectionStart ?? typed.length);
    const missed = this.#missed.splice(0);
    if (change !== null) {
      const at = missed.reduce(shiftPosition, change.at);
      const end = missed.reduce(shiftPosition, change.at + change.removed);
      applyChange(this.#text, { ...change, at, removed: Math.max(0, end - at) }, this);
    }
    this.#base = this.#text.toString();
    if (this.#field.value !== this.#base) {
      const caret = missed.reduce(shiftPosition, selectionStart ?? 0);
      this.#field.value = this.#base;
      this.#field.setSelectionRange(caret, caret);
    }
    if (change !== null) this.#tellOwnEdit();
  }

  readonly #onText = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return;
    if (this.#composing) {
      this.#missed.push(event.delta);
      return;
    }
    const start = shiftPosition(this.#field.selectionStart ?? 0, event.delta);
    const end = shiftPosition(this.#field.selectionEnd ?? 0, event.delta);
    this.#base = this.#text.toString();
    this.#field.value = this.#base;
    this.#field.setSelectionRange(start, end);
  };

  #tellOwnEdit(): void {
    for (const listener of this.#ownEditListeners) listener();
  }
}
