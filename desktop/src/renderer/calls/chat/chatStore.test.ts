import { ConfabError } from '@confab/shared-types';
import type { ChatMessage } from '@confab/shared-types';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import { createChatStore } from './chatStore.ts';
import type { ChatStore } from './chatStore.ts';

const message = (id: string, identity: string, text = id): ChatMessage => ({
  ...{ id, identity, text, session: `${identity}-session`, name: identity, at: 1 },
});

describe('chatStore', () => {
  let call: FakeCall;
  let chat: ChatStore;
  let ids = 0;
  const problems: unknown[] = [];

  beforeEach(() => {
    call = new FakeCall();
    call.set({ self: call.peer('anna') });
    problems.length = 0;
    chat = createChatStore({
      call,
      newId: () => `message-${(ids += 1)}`,
      onProblem: (error) => problems.push(error),
    });
    chat.follow();
  });

  it('shows one’s own message at once and lets go of it when the server has it', async () => {
    chat.send('hello');
    expect(chat.getState().outgoing).toMatchObject([{ text: 'hello', state: 'sending' }]);
    await call.answerChat();
    expect(chat.getState().outgoing).toEqual([]);
  });

  it('keeps what failed, and says it again under the same id', async () => {
    chat.send('hello');
    const [first] = call.sentChat;
    await call.failChat(new ConfabError('not-connected'));
    expect(chat.getState().outgoing).toMatchObject([{ text: 'hello', state: 'failed' }]);
    expect(problems).toHaveLength(1);
    chat.retry(first?.id ?? '');
    expect(call.sentChat.map(({ id }) => id)).toEqual([first?.id, first?.id]);
    await call.answerChat();
    expect(chat.getState().outgoing).toEqual([]);
  });

  it('does not show a message twice whose answer was lost', async () => {
    chat.send('hello');
    const id = call.sentChat[0]?.id ?? '';
    call.set({ chat: [message(id, 'anna', 'hello')] });
    expect(chat.getState().outgoing).toEqual([]);
    await call.failChat(new ConfabError('timeout'));
    expect(chat.getState().outgoing).toEqual([]);
  });

  it('counts what others write while nobody looks', () => {
    call.set({ chat: [message('first-one', 'bob'), message('second-one', 'anna')] });
    expect(chat.getState().unread).toBe(1);
    chat.setLookedAt(true);
    call.set({ chat: [...call.getState().chat, message('third-one', 'bob')] });
    expect(chat.getState().unread).toBe(0);
    chat.setLookedAt(false);
    call.set({ chat: [...call.getState().chat, message('fourth-one', 'bob')] });
    expect(chat.getState().unread).toBe(1);
  });

  it('does not count again what comes again after a rejoin', () => {
    const said = [message('first-one', 'bob')];
    call.set({ chat: said });
    call.set({ chat: [] });
    call.set({ chat: [...said] });
    expect(chat.getState().unread).toBe(1);
  });

  it('forgets a failed message that its writer gives up', async () => {
    chat.send('never mind');
    await call.failChat(new ConfabError('not-connected'));
    chat.discard(call.sentChat[0]?.id ?? '');
    expect(chat.getState().outgoing).toEqual([]);
  });
});
