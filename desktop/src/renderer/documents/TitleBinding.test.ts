import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { TitleBinding } from './TitleBinding.ts';
import type { TextField } from './TitleBinding.ts';

class FakeField extends EventTarget implements TextField {
  value = '';
  selectionStart = 0;
  selectionEnd = 0;

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }

  type(value: string, caret = value.length): void {
    this.value = value;
    this.setSelectionRange(caret, caret);
    this.dispatchEvent(new Event('input'));
  }

  compose(type: 'start' | 'end'): void {
    this.dispatchEvent(new Event(`composition${type}`));
  }
}

function bound(title: string) {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, title);
  const field = new FakeField();
  const binding = new TitleBinding(doc, field);
  return { doc, field, binding, text: doc.getText('title') };
}

describe('TitleBinding', () => {
  it('writes what is typed and shows what others write, keeping the caret', () => {
    const { field, text } = bound('Plan');
    field.type('Plan A');
    expect(text.toString()).toBe('Plan A');
    field.setSelectionRange(4, 4);
    text.insert(0, 'Our ');
    expect(field.value).toBe('Our Plan A');
    expect(field.selectionStart).toBe(8);
  });

  it('never breaks a syllable that is being composed by a remote edit', () => {
    const { field, text } = bound('계획');
    field.compose('start');
    field.type('계획ㅎ');
    text.insert(0, '새 ');
    expect(field.value).toBe('계획ㅎ');
    field.type('계획하');
    expect(text.toString()).toBe('새 계획');
    field.compose('end');
    expect(text.toString()).toBe('새 계획하');
    expect(field.value).toBe('새 계획하');
    expect(field.selectionStart).toBe(5);
  });

  it('undoes own edits only', () => {
    const { field, text, binding } = bound('Plan');
    field.type('Plan B');
    text.insert(0, 'Our ');
    binding.undo();
    expect(text.toString()).toBe('Our Plan');
    expect(field.value).toBe('Our Plan');
    binding.redo();
    expect(text.toString()).toBe('Our Plan B');
  });

  it('makes one line of what is pasted', () => {
    const { field, text } = bound('');
    field.type('one\ntwo');
    expect(text.toString()).toBe('one two');
    expect(field.value).toBe('one two');
  });

  it('tells of own edits, not of those of others', () => {
    const { field, text, binding } = bound('a');
    let edits = 0;
    binding.onOwnEdit(() => edits++);
    text.insert(0, 'x');
    expect(edits).toBe(0);
    field.type('xab');
    expect(edits).toBe(1);
  });
});
