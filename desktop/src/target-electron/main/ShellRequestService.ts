import { ConfabError } from '@confab/shared-types';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { appOrigin } from '../appOrigin.ts';
import { shellRequests } from '../shellRequests.ts';
import type { ShellParams, ShellRequest, ShellResult } from '../shellRequests.ts';

export type ShellHandlers = {
  readonly [R in ShellRequest]: (
    params: ShellParams<R>,
  ) => ShellResult<R> | Promise<ShellResult<R>>;
};

export type RequestEvent = Pick<IpcMainInvokeEvent, 'senderFrame'>;

/** Takes the page's requests: only from the top frame of our own origin, and only well-formed. */
export class ShellRequestService {
  readonly #ipcMain: Pick<IpcMain, 'handle'>;

  constructor(ipcMain: Pick<IpcMain, 'handle'>) {
    this.#ipcMain = ipcMain;
  }

  install(handlers: ShellHandlers): void {
    for (const name of Object.keys(shellRequests) as ShellRequest[]) {
      this.#ipcMain.handle(name, (event, params) => this.#answer(handlers, name, event, params));
    }
  }

  #answer<R extends ShellRequest>(
    handlers: ShellHandlers,
    name: R,
    event: RequestEvent,
    raw: unknown,
  ): ShellResult<R> | Promise<ShellResult<R>> {
    const frame = event.senderFrame;
    if (frame?.origin !== appOrigin || frame.parent !== null) {
      throw new ConfabError('no-permission', `${name} was not asked by the app's page`);
    }
    const parsed = shellRequests[name].params.safeParse(raw);
    if (!parsed.success) throw new ConfabError('malformed-message', name);
    return handlers[name](parsed.data as ShellParams<R>);
  }
}
