import { z } from 'zod';
import { errorCodeSchema } from '../errors.ts';
import { modelDtypeSchema } from '../transcription/messages.ts';
import { speechModelSchema } from './speech.ts';

/** A speech model that can be had; the list is part of the app. */
export const catalogueModelSchema = z.object({
  /** Its repository at the model hub, such as `onnx-community/whisper-base`. */
  repository: z.string().max(200),
  revision: z.string().max(80),
  name: z.string().max(200),
  dtype: modelDtypeSchema,
  /** About; the exact size is known when a download begins. */
  sizeBytes: z.number().int().positive(),
  /** Empty: about a hundred languages. */
  languages: z.array(z.string().max(16)),
  /** How well it understands, as a person reads it: 1 to 5, English and Korean apart. */
  quality: z.object({ en: z.number().int().min(1).max(5), ko: z.number().int().min(0).max(5) }),
});
export type CatalogueModel = z.infer<typeof catalogueModelSchema>;

/** How a model does on this machine; measured once with the person's consent to wait. */
export const modelSpeedSchema = z.object({
  /** Seconds of speech a second of work turns into words. Live use wants 1.5 at least. */
  timesRealTime: z.number().positive(),
  dtype: modelDtypeSchema,
  threads: z.number().int().positive(),
  measuredAt: z.number(),
});
export type ModelSpeed = z.infer<typeof modelSpeedSchema>;

export const modelDownloadSchema = z.object({
  repository: z.string(),
  receivedBytes: z.number().int().nonnegative(),
  /** 0: not known yet. */
  totalBytes: z.number().int().nonnegative(),
  state: z.discriminatedUnion('name', [
    /** Another one comes first. */
    z.object({ name: z.literal('waiting') }),
    z.object({ name: z.literal('running') }),
    /** The network is away or the hub asked to wait; it is tried again by itself. */
    z.object({ name: z.literal('retrying') }),
    z.object({ name: z.literal('paused') }),
    z.object({ name: z.literal('checking') }),
    z.object({
      name: z.literal('failed'),
      code: errorCodeSchema,
      detail: z.string().max(500).optional(),
    }),
  ]),
});
export type ModelDownload = z.infer<typeof modelDownloadSchema>;

/** A model of this device, with what was measured of it. */
export const installedModelSchema = speechModelSchema.extend({
  /** Null: not measured yet. */
  speed: modelSpeedSchema.nullable(),
});
export type InstalledModel = z.infer<typeof installedModelSchema>;

/** The smallest `timesRealTime` with which finals and drafts keep up with somebody who speaks. */
export const liveTimesRealTime = 1.5;

/** What a profile has in speech models, what it could have, and what is being done about it. */
export const speechModelsStateSchema = z.object({
  installed: z.array(installedModelSchema),
  available: z.array(catalogueModelSchema),
  downloads: z.array(modelDownloadSchema),
  /** A folder or archive that is being taken in; 0..1. */
  importing: z.object({ fraction: z.number().min(0).max(1) }).nullable(),
  /** Tries done of how many. */
  measuring: z
    .object({
      model: z.string(),
      done: z.number().int().nonnegative(),
      total: z.number().int().positive(),
    })
    .nullable(),
});
export type SpeechModelsState = z.infer<typeof speechModelsStateSchema>;

/** The folder name that a model of the list has once it is installed. */
export function installedId({ repository }: Pick<CatalogueModel, 'repository'>): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}
