import type { TemporaryFiles } from '../exchange/TemporaryFiles.ts';
import type { HandlersOf } from '../rpc/handlers.ts';
import type { SpeechModels } from './SpeechModels.ts';

export interface ModelHandlerServices {
  readonly speechModels: SpeechModels;
  readonly temporary: TemporaryFiles;
}

export function modelHandlers({
  speechModels: models,
  temporary,
}: ModelHandlerServices): HandlersOf<`models.${string}` | 'speech.models'> {
  return {
    'speech.models': () => models.list(),
    'models.state': () => models.state(),
    'models.download': ({ repository }) => {
      models.downloads.begin(repository);
      return {};
    },
    'models.pause': async ({ repository }) => {
      await models.downloads.pause(repository);
      return {};
    },
    'models.cancel': async ({ repository }) => {
      await models.downloads.cancel(repository);
      return {};
    },
    'models.import': async (from, { transfers }) => {
      if ('path' in from) return await models.import(from.path);
      const { path } = await transfers.finishUpload(from.transfer);
      try {
        return await models.import(path, from.name);
      } finally {
        await temporary.remove(path);
      }
    },
    'models.cancelImport': () => {
      models.cancelImport();
      return {};
    },
    'models.remove': async ({ model }) => {
      await models.remove(model);
      return {};
    },
    'models.measure': ({ model }) => models.measure(model),
    'models.cancelMeasuring': () => {
      models.cancelMeasuring();
      return {};
    },
  };
}
