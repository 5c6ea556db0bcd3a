import { createExtension } from '@blocknote/core';
import type { ExtensionOptions } from '@blocknote/core';

/** What holds back other people's edits: a document handle. */
export interface HeldDocument {
  hold(): () => void;
}

/**
 * While a syllable is being composed, in Hangul for one, what others do is kept back: a change of the
 * text node under the input method would end the composition and lose or double the syllable.
 * Between two syllables it is let in.
 */
export const CompositionGuardExtension = createExtension(
  ({ options: { document }, editor }: ExtensionOptions<{ document: HeldDocument }>) => ({
    key: 'compositionGuard',
    mount: ({ dom, signal }) => {
      let release: (() => void) | null = null;
      const letIn = (): void => {
        release?.();
        release = null;
      };
      dom.addEventListener(
        'compositionstart',
        () => {
          release ??= document.hold();
        },
        { signal },
      );
      dom.addEventListener(
        'compositionend',
        () => {
          // ProseMirror reads the last of the composed text first; the next syllable may have begun.
          setTimeout(() => {
            if (editor.prosemirrorView?.composing !== true) letIn();
          });
        },
        { signal },
      );
      // A composition that is cut off by leaving the field may not say that it has ended.
      dom.addEventListener('blur', letIn, { signal });
      signal.addEventListener('abort', letIn);
    },
  }),
);
