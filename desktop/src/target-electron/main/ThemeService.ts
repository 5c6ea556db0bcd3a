import type { NativeTheme } from 'electron';

export type ThemeParts = Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource'> & {
  on(event: 'updated', listener: () => void): unknown;
};

/** Colours of the paper, shown until the page has drawn itself. */
const paper = { light: '#FFFFFF', dark: '#1B1C1D' } as const;

/** Light or dark for all that the system draws: frames, menus, form controls. */
export class ThemeService {
  readonly #theme: ThemeParts;

  constructor(theme: ThemeParts, onBackground: (color: string) => void) {
    this.#theme = theme;
    theme.on('updated', () => onBackground(this.background()));
  }

  set(theme: 'system' | 'light' | 'dark'): void {
    this.#theme.themeSource = theme;
  }

  background(): string {
    return paper[this.#theme.shouldUseDarkColors ? 'dark' : 'light'];
  }
}
