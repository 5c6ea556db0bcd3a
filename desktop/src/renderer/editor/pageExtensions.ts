import { SyntaxHighlightingExtension } from '@blocknote/core/extensions';
import type { ExtensionFactoryInstance } from '@blocknote/core';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import { TypedFirstExtension } from './binding/TypedFirst.ts';
import { createHighlighter } from './blocks/createHighlighter.ts';
import { BlockSelectionExtension } from './selection/BlockSelection.ts';
import { BlockMenuExtension } from './menus/BlockMenuStore.ts';
import { BookmarkPromptExtension } from './paste/BookmarkPrompt.ts';
import { PastedLinkExtension } from './paste/PastedLink.ts';
import { PlainPasteExtension } from './paste/PlainPaste.ts';
import { CompositionGuardExtension } from './CompositionGuard.ts';
import { SurroundingsExtension } from './Surroundings.ts';
import type { Surroundings } from './Surroundings.ts';

/** What every page is shown with. */
export function viewExtensions(surroundings: Surroundings): ExtensionFactoryInstance[] {
  return [
    SurroundingsExtension({ surroundings }),
    SyntaxHighlightingExtension({ createHighlighter }),
  ];
}

/** What a page that is written in has besides. */
export function pageExtensions(
  surroundings: Surroundings,
  document: DocumentHandle,
): ExtensionFactoryInstance[] {
  return [
    ...viewExtensions(surroundings),
    TypedFirstExtension(),
    CompositionGuardExtension({ document }),
    BlockSelectionExtension(),
    BlockMenuExtension(),
    PlainPasteExtension(),
    PastedLinkExtension(),
    BookmarkPromptExtension(),
  ];
}
