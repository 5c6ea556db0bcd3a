import { createExtension, createStore } from '@blocknote/core';

/** Which block waits for the address of a bookmark below it. */
export const BookmarkPromptExtension = createExtension(() => {
  const store = createStore<string | null>(null);
  return {
    key: 'bookmarkPrompt',
    store,
    ask: (block: string) => store.setState(block),
    close: () => store.setState(null),
  };
});
