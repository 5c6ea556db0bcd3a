import { escapeHtml } from '@confab/shared-types';
import type { Ring } from '@confab/shared-types';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import type { RingChoice } from './RingService.ts';

/** Where the card's links lead; no page is there, the window only hears of it. */
const scheme = 'confab-ring:';

const linkedChoices = ['accept', 'message', 'decline'] as const satisfies readonly RingChoice[];
type LinkedChoice = (typeof linkedChoices)[number];

export function ringChoice(url: string): RingChoice | null {
  return linkedChoices.find((choice) => url === scheme + choice) ?? null;
}

/**
 * The page of a ring's window, without any script. A caller's name and a page's title are chosen by
 * others: they are text and nothing else. The line runs out with the ring.
 */
export function ringCard(
  ring: Pick<Ring, 'from' | 'remainingMs'>,
  about: string | null,
  texts: ShellTexts,
): string {
  const { name } = ring.from;
  const link = (choice: LinkedChoice) =>
    `<a class="${choice}" href="${scheme}${choice}">${escapeHtml(texts(choice))}</a>`;
  return `<!doctype html>
<html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(texts('callingFrom'))}</title>
<style>${style}
  .time i { animation-duration: ${Math.round(ring.remainingMs)}ms; }
</style>
<div class="who"><span aria-hidden="true">${escapeHtml(initialOf(name))}</span>
<div><h1>${escapeHtml(texts('calling', { name }))}</h1>
${about === null ? '' : `<p>${escapeHtml(texts('callingAbout', { title: about }))}</p>`}</div></div>
<nav>
  ${linkedChoices.map(link).join('\n  ')}
</nav>
<div class="time" aria-hidden="true"><i></i></div>
</html>`;
}

function initialOf(name: string): string {
  const first = new Intl.Segmenter().segment(name.trim())[Symbol.iterator]().next();
  return first.done === true ? '?' : first.value.segment.toUpperCase();
}

const style = `
  body { margin: 0; padding: 20px 20px 16px; font: 14px/1.5 Inter, Pretendard, system-ui, sans-serif;
    background: light-dark(#fff, #1b1c1d); color: light-dark(#1f2021, #e9e9e7); overflow: hidden;
    user-select: none; }
  .who { display: flex; align-items: center; gap: 12px; margin-bottom: 18px; }
  .who span { flex: none; width: 40px; height: 40px; border-radius: 50%; display: grid;
    place-items: center; font-size: 17px; font-weight: 600; color: light-dark(#fff, #10201e);
    background: light-dark(#0b776c, #5cc4b6); }
  h1 { margin: 0; font-size: 16px; line-height: 1.3; font-weight: 600; overflow: hidden;
    overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical;
    -webkit-line-clamp: 2; }
  .who div { min-width: 0; }
  p { margin: 2px 0 0; overflow: hidden; color: light-dark(#5f605d, #a5a6a2);
    text-overflow: ellipsis; white-space: nowrap; }
  nav { display: flex; gap: 8px; }
  a { flex: 1; padding: 8px 6px; border-radius: 6px; text-align: center; text-decoration: none;
    font-weight: 500; white-space: nowrap; color: inherit; background: light-dark(#eeeeec, #2b2d2e); }
  a:hover { filter: brightness(0.96); }
  a.accept { color: light-dark(#fff, #10201e); background: light-dark(#0b776c, #5cc4b6); }
  a.decline { color: light-dark(#fff, #2a0c0c); background: light-dark(#b3261e, #f0827b); }
  a:focus-visible { outline: 2px solid light-dark(#0b776c, #5cc4b6); outline-offset: 2px; }
  .time { position: fixed; inset: auto 0 0; height: 3px; background: light-dark(#eeeeec, #2b2d2e); }
  .time i { display: block; height: 100%; background: light-dark(#0b776c, #5cc4b6);
    transform-origin: left; animation: run-out linear forwards; }
  @keyframes run-out { to { transform: scaleX(0); } }
  @media (prefers-reduced-motion: reduce) { .time i { animation-timing-function: steps(6); } }
`;
