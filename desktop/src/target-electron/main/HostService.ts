import type { MessagePortMain } from 'electron';
import type { Ring } from '@confab/shared-types';
import type { SecretStore, TrayState } from '../../shell/Host.ts';
import type { HostNotice, HostRequest } from '../hubMessages.ts';
import type { HostAnswers } from './HubProcess.ts';

export interface HostServiceOptions {
  readonly secrets: SecretStore;
  /** Starts a transcriber and gives the hub's port to it. */
  readonly startTranscriber: () => Promise<MessagePortMain>;
  readonly rings: {
    show(server: string, ring: Ring, about: string | null): void;
    end(ring: Ring): void;
  };
  readonly showTray: (state: TrayState) => void;
  readonly focusWindow: () => void;
}

/** Does in the main process what the hub asks of its shell. */
export class HostService implements HostAnswers {
  readonly #options: HostServiceOptions;

  constructor(options: HostServiceOptions) {
    this.#options = options;
  }

  async answer(
    request: HostRequest,
  ): Promise<{ readonly value: string | null; readonly port?: MessagePortMain }> {
    const { secrets } = this.#options;
    switch (request.kind) {
      case 'get-secret':
        return { value: await secrets.get(request.name) };
      case 'set-secret':
        await secrets.set(request.name, request.value);
        return { value: null };
      case 'delete-secret':
        await secrets.delete(request.name);
        return { value: null };
      case 'start-transcriber':
        return { value: null, port: await this.#options.startTranscriber() };
    }
  }

  notice(notice: HostNotice): void {
    switch (notice.type) {
      case 'show-ring':
        return this.#options.rings.show(notice.server, notice.ring, notice.about);
      case 'end-ring':
        return this.#options.rings.end(notice.ring);
      case 'tray':
        return this.#options.showTray(notice.state);
      case 'focus-window':
        return this.#options.focusWindow();
    }
  }
}
