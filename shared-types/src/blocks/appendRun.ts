import type { InlineRun, StyledText } from './Block.ts';

/** Adds a run; text of the same styles as the text before it goes on in the same run. */
export function appendRun(runs: InlineRun[], run: InlineRun): void {
  if (!('text' in run)) {
    runs.push(run);
    return;
  }
  if (run.text === '') return;
  const last = runs.at(-1);
  if (last !== undefined && 'text' in last && sameStyles(last, run)) {
    runs[runs.length - 1] = { ...last, text: last.text + run.text };
  } else {
    runs.push(run);
  }
}

function sameStyles(one: StyledText, other: StyledText): boolean {
  return (
    one.link === other.link &&
    one.textColor === other.textColor &&
    one.backgroundColor === other.backgroundColor &&
    (one.styles ?? []).join() === (other.styles ?? []).join()
  );
}
