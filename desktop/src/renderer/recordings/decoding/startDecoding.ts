import type { Decoding, StartDecoding } from './DecodingTask.ts';
import type { DecodingNews } from './decodingMessages.ts';
import workerAddress from './decodingWorker.ts?worker&url';

/** Decodes beside the window, which stays free: hours of sound are minutes of work. */
export const startDecoding: StartDecoding = ({ onNews, onBroken }): Decoding => {
  const worker = new Worker(workerAddress, { type: 'module', name: 'recording' });
  worker.addEventListener('message', ({ data }: MessageEvent<DecodingNews>) => onNews(data));
  worker.addEventListener('error', ({ message }) => onBroken(message));
  return {
    order: (what) => {
      // Relative to the window, not to where the worker's script is.
      const order =
        what.type === 'credit'
          ? what
          : { ...what, address: new URL(what.address, location.href).href };
      worker.postMessage(order);
    },
    stop: () => worker.terminate(),
  };
};
