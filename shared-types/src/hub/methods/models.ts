import { z } from 'zod';
import { modelSpeedSchema, speechModelsStateSchema } from '../models.ts';
import { speechModelSchema } from '../speech.ts';
import { nothing } from './common.ts';

const ofRepository = z.object({ repository: z.string().max(200) });
const ofModel = z.object({ model: z.string() });

/** Speech models: getting, measuring and removing them. Changes are told by the event `models`. */
export const modelsMethods = {
  'models.state': { params: nothing, result: speechModelsStateSchema },
  /** Begins or goes on with a download; one of the list's repositories, else `not-found`. */
  'models.download': { params: ofRepository, result: nothing },
  /** What has come is kept, also over restarts. */
  'models.pause': { params: ofRepository, result: nothing },
  /** Gives a download up and deletes what has come. */
  'models.cancel': { params: ofRepository, result: nothing },
  /**
   * Takes a model in, checked file by file: a folder or ZIP archive of this machine by its path, or an
   * archive that was sent by `imports.upload`. `already-done` while another is taken in.
   */
  'models.import': {
    params: z
      .object({ path: z.string().min(1).max(4096) })
      .or(z.object({ transfer: z.string(), name: z.string().min(1).max(255) })),
    result: speechModelSchema,
  },
  /** The import rejects with `cancelled` and leaves nothing. */
  'models.cancelImport': { params: nothing, result: nothing },
  'models.remove': { params: ofModel, result: nothing },
  /**
   * Tries how fast the model is here and keeps the best way to run it; takes up to minutes.
   * `transcriber-busy` while speech is transcribed, `cancelled` when it begins meanwhile.
   */
  'models.measure': { params: ofModel, result: modelSpeedSchema },
  'models.cancelMeasuring': { params: nothing, result: nothing },
} as const;
