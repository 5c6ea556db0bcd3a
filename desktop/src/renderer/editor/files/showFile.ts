import type { Surroundings } from '../Surroundings.ts';
import { pastedPictureScheme } from '../paste/cleanPaste.ts';
import { makeThumbnail, widestPicture } from './makeThumbnail.ts';

/** A block of a file, as far as this shows it. */
export interface FileBlock {
  readonly type: 'image' | 'video' | 'audio' | 'file';
  readonly url: string;
  readonly name: string;
  readonly showPreview: boolean;
}

const waitMs = 150;

/**
 * Fills what BlockNote drew for a file: the thumbnail first and the file itself when it is opened,
 * a line of words while it is fetched, and what can be done when it is not here.
 */
export function showFile(dom: HTMLElement, block: FileBlock, around: Surroundings): void {
  if (block.url === '') return;
  if (block.url.startsWith(pastedPictureScheme)) {
    say(dom, around.t('editor.file.adding'));
    return;
  }
  const { type, showPreview } = block;
  if (type === 'file' || !showPreview) return makeDownload(dom, block, around);
  const media = dom.querySelector<HTMLImageElement | HTMLMediaElement>('img, video, audio');
  if (media === null) return;
  if (media instanceof HTMLImageElement) makeEnlargeable(media, block, around);
  load(media, dom, block, around);
}

function load(
  media: HTMLImageElement | HTMLMediaElement,
  dom: HTMLElement,
  block: FileBlock,
  around: Surroundings,
): void {
  const name = block.name === '' ? around.t('editor.file.this') : block.name;
  const waiting = setTimeout(() => say(dom, around.t('editor.file.fetching', { name })), waitMs);
  const show = async (): Promise<void> => {
    const small = await thumbnailOf(block, around);
    if (media instanceof HTMLImageElement && small !== null) {
      media.src = small;
      return;
    }
    if (media instanceof HTMLVideoElement && small !== null) media.poster = small;
    media.src = await around.files.address(block.url);
    if (small === null) keepThumbnailOnce(media, block, around);
  };
  show().then(
    () => {
      clearTimeout(waiting);
      say(dom, null);
    },
    () => {
      clearTimeout(waiting);
      say(dom, around.t('editor.file.notHere', { name }), {
        label: around.t('editor.file.retry'),
        run: () => load(media, dom, block, around),
      });
    },
  );
}

async function thumbnailOf(block: FileBlock, { files }: Surroundings): Promise<string | null> {
  return block.type === 'audio' ? null : files.thumbnail(block.url);
}

/** The first window that shows a large picture or a video makes its thumbnail, for all. */
function keepThumbnailOnce(
  media: HTMLImageElement | HTMLMediaElement,
  block: FileBlock,
  { files }: Surroundings,
): void {
  const keep = (source: HTMLImageElement | HTMLVideoElement): void => {
    makeThumbnail(source)
      .then((webp) => (webp === null ? undefined : files.keepThumbnail(block.url, webp)))
      .catch((error: unknown) => console.warn('No thumbnail was kept', error));
  };
  if (media instanceof HTMLImageElement) {
    media.addEventListener(
      'load',
      () => {
        if (media.naturalWidth > widestPicture) keep(media);
      },
      { once: true },
    );
  }
  if (media instanceof HTMLVideoElement) {
    media.addEventListener('loadeddata', () => keep(media), { once: true });
  }
}

function makeEnlargeable(image: HTMLImageElement, block: FileBlock, around: Surroundings): void {
  const open = (): void => around.enlargePicture(block.url, block.name);
  image.tabIndex = 0;
  image.role = 'button';
  image.setAttribute(
    'aria-label',
    around.t('editor.file.enlarge', { name: block.name || around.t('editor.file.picture') }),
  );
  image.addEventListener('click', open);
  image.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') open();
  });
}

/** A file without a preview is fetched and saved where the person likes. */
function makeDownload(dom: HTMLElement, block: FileBlock, around: Surroundings): void {
  const row = dom.querySelector<HTMLElement>('.bn-file-name-with-icon');
  if (row === null) return;
  const name = block.name === '' ? around.t('editor.file.this') : block.name;
  row.tabIndex = 0;
  row.role = 'button';
  row.setAttribute('aria-label', around.t('editor.file.download', { name }));
  const save = async (): Promise<void> => {
    say(dom, around.t('editor.file.fetching', { name }));
    const link = document.createElement('a');
    link.href = await around.files.address(block.url);
    link.download = block.name;
    link.click();
    say(dom, null);
  };
  const saveOrSay = (): void => {
    save().catch(() => {
      say(dom, around.t('editor.file.notHere', { name }), {
        label: around.t('editor.file.retry'),
        run: saveOrSay,
      });
    });
  };
  row.addEventListener('click', saveOrSay);
  row.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') saveOrSay();
  });
}

/** Puts words in the place of the file, or takes them away. */
function say(
  dom: HTMLElement,
  words: string | null,
  action?: { readonly label: string; readonly run: () => void },
): void {
  const frame = dom.querySelector('.bn-file-block-content-wrapper') ?? dom;
  frame.querySelector(':scope > .cf-file-words')?.remove();
  frame.toggleAttribute('data-without-file', words !== null);
  if (words === null) return;
  const line = document.createElement('div');
  line.className = 'cf-file-words';
  line.contentEditable = 'false';
  line.role = 'status';
  line.append(words);
  if (action !== undefined) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = action.label;
    button.addEventListener('click', action.run);
    line.append(button);
  }
  frame.append(line);
}
