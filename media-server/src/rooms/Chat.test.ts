import { chatKept } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { Chat } from './Chat.ts';

const message = (id: string, text = 'hello', identity = 'alice') => ({
  id,
  session: 'session-1',
  identity,
  name: identity,
  text,
  at: 0,
});

test('knows a message by its id, and whose it is', () => {
  const chat = new Chat();
  chat.add(message('message-1'));
  expect(chat.known('message-1', 'alice')?.text).toBe('hello');
  expect(chat.known('message-2', 'alice')).toBeUndefined();
  expect(() => chat.known('message-1', 'bob')).toThrow('already-done');
});

test('keeps the last messages, as many as there is room for', () => {
  const chat = new Chat();
  for (let sent = 0; sent <= chatKept.messages; sent += 1) chat.add(message(`message-${sent}`));
  expect(chat.messages).toHaveLength(chatKept.messages);
  expect(chat.messages[0]?.id).toBe('message-1');
  expect(chat.messages.at(-1)?.id).toBe(`message-${chatKept.messages}`);
});

test('keeps no more characters than it may', () => {
  const chat = new Chat();
  const text = 'x'.repeat(4000);
  for (let sent = 0; sent < 30; sent += 1) chat.add(message(`message-${sent}`, text));
  const characters = chat.messages.reduce((sum, { text: { length } }) => sum + length, 0);
  expect(characters).toBe(chatKept.characters);
});
