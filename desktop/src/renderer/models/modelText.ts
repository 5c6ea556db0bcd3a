import { liveTimesRealTime } from '@confab/shared-types';
import type { CatalogueModel, InstalledModel, ModelSpeed } from '@confab/shared-types';
import type { TFunction } from 'i18next';

const levels = ['1', '2', '3', '4', '5'] as const;

/** The first languages by name and how many more, in the person's language. */
export function languagesText(
  t: TFunction,
  languages: readonly string[],
  language: string,
): string {
  if (languages.length === 0 || languages.length > 20) return t('models.manyLanguages');
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const shown = languages.slice(0, 3).map((code) => names.of(code) ?? code);
  const more = languages.length - shown.length;
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'long' });
  return list.format(more > 0 ? [...shown, `+${more}`] : shown);
}

export function speedText(t: TFunction, { timesRealTime }: ModelSpeed, language: string): string {
  const maximumFractionDigits = timesRealTime < 10 ? 1 : 0;
  const times = new Intl.NumberFormat(language, { maximumFractionDigits }).format(timesRealTime);
  return keepsUp(timesRealTime)
    ? t('models.speed.live', { times })
    : t('models.speed.recordings', { times });
}

export function qualityText(t: TFunction, { quality }: CatalogueModel): string {
  const level = (value: number): string =>
    t(`models.quality.${levels[Math.max(1, value) - 1] ?? '5'}`);
  return t('models.understands', { en: level(quality.en), ko: level(quality.ko) });
}

export function keepsUp(timesRealTime: number): boolean {
  return timesRealTime >= liveTimesRealTime;
}

/** What a model of the list is called; others have their folder's name. */
export function modelName(
  model: Pick<InstalledModel, 'id' | 'name'>,
  available: readonly CatalogueModel[],
): string {
  return available.find((each) => each.repository.endsWith(`/${model.id}`))?.name ?? model.name;
}
