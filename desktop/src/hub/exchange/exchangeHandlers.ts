import { ConfabError } from '@confab/shared-types';
import type { Handlers } from '../rpc/handlers.ts';
import type { Exchange } from './Exchange.ts';
import type { TemporaryFiles } from './TemporaryFiles.ts';

type Methods = `imports.${string}` | `exports.${string}` | `backups.${string}` | `jobs.${string}`;
export type ExchangeHandlers = Pick<Handlers, Extract<keyof Handlers, Methods>>;

/** More than this is no export of any program. */
const uploadLimitBytes = 8 * 1024 ** 3;

/** How moving in and out is answered. */
export function exchangeHandlers(exchange: Exchange, temporary: TemporaryFiles): ExchangeHandlers {
  return {
    'imports.upload': async ({ path, size }, { transfers }) => {
      if (size > uploadLimitBytes) throw new ConfabError('file-too-large');
      const incoming = await temporary.receive(path);
      return { transfer: transfers.beginUpload(size, incoming, () => incoming.finish()) };
    },
    'imports.discard': async ({ transfers: ids }, { transfers }) => {
      await Promise.all(ids.map((id) => transfers.cancelUpload(id)));
      return {};
    },
    'imports.start': async ({ transfers: ids, ...request }, { transfers }) => {
      const finished = await Promise.allSettled(ids.map((id) => transfers.finishUpload(id)));
      const uploads = finished.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const failed = finished.find((each) => each.status === 'rejected');
      if (failed === undefined) return { job: exchange.import(request, uploads, true) };
      await Promise.all(uploads.map(({ path }) => temporary.remove(path)));
      throw failed.reason;
    },
    'exports.start': (request) => ({ job: exchange.export(request) }),
    'backups.list': () => exchange.backups(),
    'backups.create': () => ({ job: exchange.backUp({}) }),
    'backups.restore': async (from, { transfers }) => {
      if ('backup' in from) return { job: await exchange.restoreKept(from.backup) };
      const { path } = await transfers.finishUpload(from.transfer);
      return { job: exchange.restore(path, true) };
    },
    'backups.remove': ({ backup }) => exchange.removeBackup(backup),
    'jobs.cancel': ({ job }) => {
      exchange.jobs.cancel(job);
      return {};
    },
  };
}
