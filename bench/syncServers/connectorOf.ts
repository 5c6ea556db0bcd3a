import { confabConnector } from './connectConfab.ts';
import { hocuspocusConnector, yWebsocketConnector } from './connectYjs.ts';
import type { RunningServer } from './startServer.ts';
import type { Connect } from './SyncConnection.ts';

/** How a document is opened at a running server. */
export async function connectorOf({ kind, url }: RunningServer): Promise<Connect> {
  switch (kind) {
    case 'confab':
      return await confabConnector(url);
    case 'y-websocket':
      return yWebsocketConnector(url);
    case 'hocuspocus':
      return hocuspocusConnector(url);
  }
}
