import { linkScheme } from '../appOrigin.ts';

const longestLink = 4096;

/** The link as the app understands it, or null for anything else. */
export function parseDeepLink(text: string): string | null {
  if (text.length > longestLink) return null;
  const url = URL.parse(text);
  return url?.protocol === `${linkScheme}:` ? url.href : null;
}

/** The link among a process's arguments: systems but macOS start the app with it. */
export function deepLinkIn(argv: readonly string[]): string | null {
  for (const argument of argv.toReversed()) {
    const link = parseDeepLink(argument);
    if (link !== null) return link;
  }
  return null;
}

export interface DeepLinkServiceOptions {
  /** Brings the window forward and gives it the link as soon as it listens. */
  readonly deliver: (url: string) => void;
}

/** Takes links from wherever a system brings them, also before there is a window. */
export class DeepLinkService {
  readonly #deliver: (url: string) => void;
  #waiting: string[] | null = [];

  constructor({ deliver }: DeepLinkServiceOptions) {
    this.#deliver = deliver;
  }

  /** macOS' `open-url`, which can come before the app is ready. */
  openUrl(url: string): void {
    const link = parseDeepLink(url);
    if (link === null) return;
    if (this.#waiting === null) this.#deliver(link);
    else this.#waiting.push(link);
  }

  /** The arguments of this process, or of a second one that was started. */
  openArguments(argv: readonly string[]): void {
    const link = deepLinkIn(argv);
    if (link !== null) this.openUrl(link);
  }

  /** There is a window now. */
  begin(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const link of waiting) this.#deliver(link);
  }
}
