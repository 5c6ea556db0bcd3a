import { ConfabError } from '@confab/shared-types';
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';

export type TranscriberChild = Pick<UtilityProcess, 'postMessage' | 'kill'> & {
  once(event: 'spawn', listener: () => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
};

/**
 * Starts a transcriber and gives back the hub's port to it. The process ends when that port closes,
 * and the port closes when the process ends.
 */
export function startTranscriber(
  fork: () => TranscriberChild,
  createChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>,
): Promise<MessagePortMain> {
  const child = fork();
  return new Promise((resolve, reject) => {
    child.once('spawn', () => {
      const { port1, port2 } = createChannel();
      child.postMessage({ type: 'port' }, [port1]);
      resolve(port2);
    });
    child.once('exit', (code) =>
      reject(new ConfabError('transcriber-stopped', `it ended with code ${code}`)),
    );
  });
}
