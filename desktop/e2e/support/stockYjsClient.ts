import { signedInSchema } from '@confab/shared-types';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface StockYjsClient {
  readonly doc: Y.Doc;
  /** Adds a paragraph at the end of the page. */
  write(text: string): void;
  close(): void;
}

/** Opens a page of a server with an unmodified y-websocket provider, signed in as an account. */
export async function openWithStockClient(
  server: string,
  page: { readonly workspace: string; readonly page: string },
  account: { readonly email: string; readonly password: string },
): Promise<StockYjsClient> {
  const answer = await fetch(`${server}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...account, device: 'stock client' }),
  });
  const { session } = signedInSchema.parse(await answer.json());
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(
    `${server.replace('http', 'ws')}/yjs/${page.workspace}`,
    `page/${page.page}`,
    doc,
    // Providers of one process would agree through BroadcastChannel without any server.
    { params: { session }, disableBc: true },
  );
  await new Promise((resolve) => provider.once('sync', resolve));
  return {
    doc,
    write(text) {
      const group = doc.getXmlFragment('blocks').get(0);
      if (!(group instanceof Y.XmlElement)) throw new Error('the page has no blocks');
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(text)]);
      const block = new Y.XmlElement('blockContainer');
      block.setAttribute('id', crypto.randomUUID());
      block.insert(0, [paragraph]);
      group.push([block]);
    },
    close() {
      provider.destroy();
      doc.destroy();
    },
  };
}
