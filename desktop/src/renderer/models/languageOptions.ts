import type { SpeechModel } from '@confab/shared-types';
import type { TFunction } from 'i18next';

const withoutModel: readonly string[] = ['en', 'ko'];
/** A model of several languages hears by itself which one is spoken. */
const detected = 'auto';

/** The languages a model can be told to expect, by name, detection first; `chosen` is among them. */
export function languageOptions(
  t: TFunction,
  language: string,
  model: Pick<SpeechModel, 'languages'> | null,
  chosen: string,
): { readonly value: string; readonly label: string }[] {
  const spoken = model?.languages ?? withoutModel;
  const known = spoken.length > 1 ? [detected, ...spoken] : spoken;
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const labelOf = (value: string): string =>
    value === detected ? t('models.languageDetected') : (names.of(value) ?? value);
  return (known.includes(chosen) ? known : [chosen, ...known])
    .map((value) => ({ value, label: labelOf(value) }))
    .toSorted(
      (a, b) =>
        Number(b.value === detected) - Number(a.value === detected) ||
        a.label.localeCompare(b.label, language),
    );
}
