import { z } from 'zod';

/**
 * Parameters that mediasoup and mediasoup-client exchange. Their inner form is theirs and checked by
 * mediasoup itself (`ortc`); here only size and nesting are bounded, so that nothing giant gets in.
 */
const boundedObject = z.record(z.string().max(64), z.unknown());

export const rtpCapabilitiesSchema = boundedObject;
export const rtpParametersSchema = boundedObject;
export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(z.object({ algorithm: z.string().max(16), value: z.string().max(256) }))
    .min(1)
    .max(10),
});
export const iceParametersSchema = boundedObject;
export const iceCandidatesSchema = z.array(boundedObject).max(64);

export const mediaKindSchema = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof mediaKindSchema>;

export const iceServerSchema = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});
