import { defaultBlockSpecs } from '@blocknote/core';
import type { BlockNoteEditor } from '@blocknote/core';
import { showFile } from '../files/showFile.ts';
import type { FileBlock } from '../files/showFile.ts';
import { surroundingsOf } from '../Surroundings.ts';

const { audio, file, image, video } = defaultBlockSpecs;

type FileType = FileBlock['type'];
type Editor = Pick<BlockNoteEditor, 'getExtension' | 'onUploadStart'>;

interface View {
  readonly dom: HTMLElement | DocumentFragment;
  destroy?(): void;
}

interface DrawnBlock {
  readonly id: string;
  readonly props: Omit<FileBlock, 'type' | 'showPreview'> & { readonly showPreview?: boolean };
}

interface Spec {
  readonly implementation: { readonly render: (block: never, editor: never) => View };
}

/** BlockNote's block of a file, whose address is looked up by us: see {@link showFile}. */
function withOurFiles<S extends Spec>(spec: S, type: FileType): S {
  const drawn = spec.implementation.render;
  function render(this: unknown, block: DrawnBlock, editor: Editor): View {
    const view = drawn.call(this, block as never, withoutAddresses(editor) as never);
    const around = surroundingsOf(editor);
    const { dom } = view;
    if (around === null || !(dom instanceof HTMLElement)) return view;
    const { url, name, showPreview = false } = block.props;
    showFile(dom, { type, url, name, showPreview }, around);
    // BlockNote says this in English alone.
    const stop = editor.onUploadStart((started) => {
      const loading = dom.querySelector('.bn-file-loading-preview');
      if (started === block.id && loading !== null) {
        loading.textContent = around.t('editor.file.adding');
      }
    });
    const destroy = (): void => {
      stop();
      view.destroy?.();
    };
    return { ...view, destroy };
  }
  return { ...spec, implementation: { ...spec.implementation, render } };
}

export const fileBlockSpecs = {
  image: withOurFiles(image, 'image'),
  video: withOurFiles(video, 'video'),
  audio: withOurFiles(audio, 'audio'),
  file: withOurFiles(file, 'file'),
};

/** The same editor, to which no file has an address: nothing is loaded before {@link showFile} does. */
function withoutAddresses<E extends object>(editor: E): E {
  const never = new Promise<string>(() => undefined);
  return Object.create(editor, { resolveFileUrl: { value: () => never } }) as E;
}
