import { ConfabError } from '@confab/shared-types';
import type { ResolveHost } from './hostAddress.ts';
import { readPage } from './readPage.ts';
import type { PageTitle } from './readPageTitle.ts';

export interface LinkPreviewsOptions {
  /** The person's setting. */
  readonly enabled: () => boolean;
  /** Addresses of the servers the profile has accounts at: the person named them, private or not. */
  readonly ownServers: () => readonly string[];
  /** Absent: the system's. */
  readonly resolve?: ResolveHost;
}

const redirectsFollowed = 5;
const timeoutMs = 5_000;

/**
 * The title of the page behind a link, asked of its own address and nobody else. Neither the link
 * nor a redirect leads into a private network: a page must not make this machine ask its neighbours.
 */
export class LinkPreviews {
  readonly #options: LinkPreviewsOptions;

  constructor(options: LinkPreviewsOptions) {
    this.#options = options;
  }

  /** Rejects with `link-refused`, `server-unreachable` and `timeout`. */
  async read(link: string): Promise<PageTitle> {
    if (!this.#options.enabled()) throw new ConfabError('link-refused', 'turned off');
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      // An HTML parser: not needed to start the app.
      const { readPageTitle } = await import('./readPageTitle.ts');
      return readPageTitle(await this.#follow(new URL(link), deadline));
    } catch (error) {
      if (deadline.aborted) throw new ConfabError('timeout', undefined, { cause: error });
      if (error instanceof ConfabError) throw error;
      throw new ConfabError('server-unreachable', undefined, { cause: error });
    }
  }

  async #follow(link: URL, signal: AbortSignal): Promise<string> {
    let url = link;
    for (let hop = 0; hop <= redirectsFollowed; hop++) {
      const answer = await readPage(url, {
        signal,
        mayBePrivate: this.#isOwnServer(url),
        ...(this.#options.resolve === undefined ? {} : { resolve: this.#options.resolve }),
      });
      if (answer.kind === 'page') return answer.html;
      url = new URL(answer.to, url);
    }
    throw new ConfabError('link-refused', 'too many redirects');
  }

  #isOwnServer(url: URL): boolean {
    return this.#options.ownServers().some((server) => new URL(server).origin === url.origin);
  }
}
