import { escapeHtml } from '@confab/shared-types';
import type { ShellTextKey, ShellTexts } from '../../shell/shellTexts.ts';

/** A screen or window as the picker shows it. */
export interface OfferedSource {
  /** As Electron names it: `screen:…` or `window:…`. */
  readonly id: string;
  readonly name: string;
  /** `data:` address of a picture, or null. */
  readonly thumbnail: string | null;
}

export interface ScreenChoice {
  readonly id: string;
  readonly sound: boolean;
}

/**
 * Where the page's form is sent. Nothing is there, nor can be (RFC 2606): the window only hears that it
 * was to go there, and stays.
 */
const formOrigin = 'https://picker.invalid';

/** What the person chose; null for cancelling, undefined for an address that is none of the form's. */
export function screenChoice(address: string): ScreenChoice | null | undefined {
  const url = URL.parse(address);
  if (url?.origin !== formOrigin) return undefined;
  const id = url.searchParams.get('source');
  if (url.pathname !== '/share' || id === null) return null;
  return { id, sound: url.searchParams.has('sound') };
}

interface Kind {
  readonly key: 'screens' | 'windows';
  readonly none: ShellTextKey;
  readonly prefix: string;
}

const kinds: readonly Kind[] = [
  { key: 'screens', none: 'noScreens', prefix: 'screen:' },
  { key: 'windows', none: 'noWindows', prefix: 'window:' },
];

/**
 * The picker's page: plain forms without any script, one for each kind, so that what another tab hides
 * is never sent. Window titles are other programs' words: they are text and nothing else.
 */
export function pickerPage(
  sources: readonly OfferedSource[],
  offersSound: boolean,
  texts: ShellTexts,
): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action ${formOrigin}`;
  const tabs = kinds.map(
    ({ key }, index) =>
      `<label class="tab"><input type="radio" name="kind" id="${key}"${index === 0 ? ' checked' : ''}>` +
      `${escapeHtml(texts(key))}</label>`,
  );
  return `<!doctype html>
<html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(texts('shareTitle'))}</title>
<style>${style}</style>
<h1>${escapeHtml(texts('shareTitle'))}</h1>
<fieldset class="tabs" aria-label="${escapeHtml(texts('shareTitle'))}">${tabs.join('')}</fieldset>
${kinds.map((kind) => form(kind, sources, offersSound, texts)).join('\n')}
</html>`;
}

function form(
  { key, none, prefix }: Kind,
  sources: readonly OfferedSource[],
  offersSound: boolean,
  texts: ShellTexts,
): string {
  const offered = sources.filter(({ id }) => id.startsWith(prefix));
  const sound = offersSound
    ? `<label class="sound"><input type="checkbox" name="sound"> ${escapeHtml(texts('shareSound'))}</label>`
    : '';
  const body =
    offered.length === 0
      ? `<p class="none">${escapeHtml(texts(none))}</p>`
      : `<div class="sources" role="radiogroup" aria-label="${escapeHtml(texts(key))}">` +
        `${offered.map(tile).join('\n')}</div>`;
  return `<form class="${key}" action="${formOrigin}/share">
${body}
<footer>${sound}<a class="button" href="${formOrigin}/cancel">${escapeHtml(texts('cancel'))}</a>
<button class="button main"${offered.length === 0 ? ' disabled' : ''}>${escapeHtml(texts('share'))}</button></footer>
</form>`;
}

function tile({ id, name, thumbnail }: OfferedSource): string {
  const picture = thumbnail === null ? '' : `<img alt="" src="${escapeHtml(thumbnail)}">`;
  return (
    `<label class="tile"><input type="radio" name="source" required value="${escapeHtml(id)}">` +
    `<span class="picture">${picture}</span><span class="name">${escapeHtml(name)}</span></label>`
  );
}

const style = `
  :root { --paper: light-dark(#fff, #1b1c1d); --ink: light-dark(#1f2021, #e9e9e7);
    --soft: light-dark(#f4f4f2, #252728); --edge: light-dark(#d9d9d6, #3a3d3e);
    --accent: light-dark(#0b776c, #5cc4b6); --on-accent: light-dark(#fff, #10201e); }
  * { box-sizing: border-box; }
  html, body { height: 100%; }
  body { margin: 0; padding: 20px; display: flex; flex-direction: column; gap: 14px;
    font: 14px/1.5 Inter, Pretendard, system-ui, sans-serif; background: var(--paper);
    color: var(--ink); accent-color: var(--accent); user-select: none; }
  h1 { margin: 0; font-size: 17px; font-weight: 600; }
  input[type=radio] { position: absolute; opacity: 0; pointer-events: none; }
  .tabs { margin: 0; padding: 3px; border: 0; display: flex; gap: 2px; align-self: flex-start;
    border-radius: 8px; background: var(--soft); }
  .tab { padding: 5px 16px; border-radius: 6px; font-weight: 500; cursor: default; }
  .tab:has(:checked) { background: var(--paper); box-shadow: 0 1px 2px rgb(0 0 0 / 18%); }
  form { display: none; flex: 1; min-height: 0; flex-direction: column; gap: 14px; }
  body:has(#screens:checked) form.screens, body:has(#windows:checked) form.windows { display: flex; }
  .sources { flex: 1; min-height: 0; overflow-y: auto; display: grid; align-content: start; gap: 12px;
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); padding: 3px; }
  .tile { position: relative; display: block; padding: 8px; border: 2px solid transparent;
    border-radius: 10px; background: var(--soft); }
  .tile:hover { border-color: var(--edge); }
  .tile:has(:checked) { border-color: var(--accent); }
  .picture { display: grid; place-items: center; aspect-ratio: 16 / 9; border-radius: 5px;
    overflow: hidden; background: light-dark(#e6e6e3, #151617); }
  .picture img { width: 100%; height: 100%; object-fit: contain; }
  .name { display: block; margin-top: 7px; text-align: center; overflow: hidden;
    text-overflow: ellipsis; white-space: nowrap; }
  .none { flex: 1; margin: 0; display: grid; place-items: center; text-align: center;
    padding: 0 15%; text-wrap: balance; color: light-dark(#5f6163, #a9acad); }
  footer { display: flex; align-items: center; justify-content: flex-end; gap: 8px; }
  .sound { margin-right: auto; display: flex; align-items: center; gap: 8px; }
  .button { min-width: 88px; padding: 8px 16px; border: 0; border-radius: 6px; font: inherit;
    font-weight: 500; text-align: center; text-decoration: none; color: inherit;
    background: light-dark(#eeeeec, #2b2d2e); }
  .button.main { color: var(--on-accent); background: var(--accent); }
  form:not(:has([name=source]:checked)) .main { opacity: 0.5; }
  .tab:has(:focus-visible), .tile:has(:focus-visible), .button:focus-visible,
  .sound :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
