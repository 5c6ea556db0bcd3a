import { installedId } from '@confab/shared-types';
import type { CatalogueModel, SpeechModelsState } from '@confab/shared-types';
import { keepsUp } from './modelText.ts';

/** What understands a language less than this is no help in it. */
const usefulQuality = 3;

/**
 * The model of the list to begin with: the largest that keeps up with live speech here, as far as
 * what was measured says; a small one while nothing was. Somebody who speaks Korean needs one that
 * understands it, also where that one is only fast enough for recordings.
 */
export function recommendModel(
  { installed, available }: Pick<SpeechModelsState, 'installed' | 'available'>,
  language: string,
): CatalogueModel | null {
  const bySize = available.toSorted((a, b) => a.sizeBytes - b.sizeBytes);
  const fit = bySize.filter(({ quality }) => language !== 'ko' || quality.ko >= usefulQuality);
  // A model of twice the size takes about twice as long: the list holds one family in one dtype.
  const work = Math.max(
    0,
    ...bySize.map((model) => {
      const here = installed.find(({ id }) => id === installedId(model));
      return (here?.speed?.timesRealTime ?? 0) * model.sizeBytes;
    }),
  );
  const first = fit.find(({ quality }) => quality.en >= usefulQuality) ?? fit[0] ?? null;
  if (work === 0) return first;
  return fit.findLast(({ sizeBytes }) => keepsUp(work / sizeBytes)) ?? fit[0] ?? null;
}
