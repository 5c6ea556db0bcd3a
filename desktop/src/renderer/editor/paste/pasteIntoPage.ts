import type { PageBlockEditor } from '../pageSchema.ts';
import { cleanPaste } from './cleanPaste.ts';
import type { PastedPicture } from './cleanPaste.ts';
import { PastedLinkExtension } from './PastedLink.ts';
import { PlainPasteExtension } from './PlainPaste.ts';

interface PasteContext {
  readonly event: ClipboardEvent;
  /** One of pages. */
  readonly editor: unknown;
  readonly defaultPasteHandler: () => boolean | undefined;
}

/**
 * Pastes what other programs copied as what the person meant. BlockNote's own handler takes its own
 * blocks, code, Markdown and files.
 */
export function pasteIntoPage(context: PasteContext): boolean | undefined {
  const { event, defaultPasteHandler } = context;
  const editor = context.editor as PageBlockEditor;
  const { clipboardData } = event;
  if (clipboardData === null) return defaultPasteHandler();
  const text = clipboardData.getData('text/plain');
  if (editor.getExtension(PlainPasteExtension)?.wanted() === true) {
    editor.pasteText(text);
    return true;
  }
  const { types } = clipboardData;
  const ownKinds = types.includes('blocknote/html') || types.includes('vscode-editor-data');
  if (ownKinds || isInCode(editor)) return defaultPasteHandler();
  if (isAddress(text)) {
    pasteAddress(editor, text.trim());
    return true;
  }
  const html = clipboardData.getData('text/html');
  const files = [...clipboardData.files];
  // A copied picture comes as a file and, at second hand, as HTML that names where it was.
  if (files.length > 0 && isOnlyPicture(html)) {
    for (const file of files) addFile(editor, file);
    return true;
  }
  if (html === '') return defaultPasteHandler();
  const { html: cleaned, pictures } = cleanPaste(html, () => crypto.randomUUID());
  // Markdown that was copied out of an editor carries the editor's colours alone.
  if (!saysMoreThanText(cleaned)) return defaultPasteHandler();
  editor.pasteHTML(cleaned);
  keepPictures(editor, pictures);
  return true;
}

function isInCode(editor: PageBlockEditor): boolean {
  return editor.prosemirrorState.selection.$from.parent.type.spec.code === true;
}

function isAddress(text: string): boolean {
  const trimmed = text.trim();
  return /^https?:\/\/\S+$/u.test(trimmed) && URL.canParse(trimmed);
}

function pasteAddress(editor: PageBlockEditor, url: string): void {
  if (!editor.prosemirrorState.selection.empty) {
    editor.createLink(url);
    return;
  }
  editor.insertInlineContent([{ type: 'link', href: url, content: url }]);
  const { block } = editor.getTextCursorPosition();
  editor.getExtension(PastedLinkExtension)?.offer({ url, block: block.id });
}

function isOnlyPicture(html: string): boolean {
  const withoutTags = html.replace(/<[^>]*>/gu, '').trim();
  return withoutTags === '';
}

function saysMoreThanText(html: string): boolean {
  return /<(?:h[1-6]|ul|ol|table|strong|b|em|i|u|s|a|blockquote|pre|code|img|hr|details|input|math)\b/u.test(
    html,
  );
}

/** A block for a file below the cursor, filled when the file is on disk. */
function addFile(editor: PageBlockEditor, file: File): void {
  const kind = /^(image|video|audio)\//u.exec(file.type)?.[1] ?? 'file';
  const type = kind as 'image' | 'video' | 'audio' | 'file';
  const { block } = editor.getTextCursorPosition();
  const [added] = editor.insertBlocks([{ type, props: { name: file.name } }], block, 'after');
  if (added !== undefined) upload(editor, added.id, file);
}

/** The pictures that came within the HTML become files of the workspace. */
function keepPictures(editor: PageBlockEditor, pictures: readonly PastedPicture[]): void {
  if (pictures.length === 0) return;
  const blocks = new Map<string, string>();
  editor.forEachBlock((block) => {
    if (block.type === 'image') blocks.set(block.props.url, block.id);
    return true;
  });
  for (const { token, name, type, base64 } of pictures) {
    const block = blocks.get(token);
    if (block === undefined) continue;
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const ending = type.split('/')[1]?.replace(/\W.*$/u, '') ?? 'png';
    const file = new File([bytes], name === '' ? `image.${ending}` : name, { type });
    upload(editor, block, file);
  }
}

function upload(editor: PageBlockEditor, block: string, file: File): void {
  editor.uploadFile?.(file, block).then(
    (uploaded) => {
      const props = typeof uploaded === 'string' ? { url: uploaded } : uploaded;
      if (editor.getBlock(block) !== undefined) editor.updateBlock(block, { props });
    },
    // The person was told, and the block taken away, by who took the file.
    (error: unknown) => console.warn(error),
  );
}
