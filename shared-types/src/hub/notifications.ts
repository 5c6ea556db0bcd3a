import { z } from 'zod';
import { ringSchema } from '../api/calls.ts';

/** Something that happened while the person was not looking; kept by the hub until read and after. */
export const notificationSchema = z.object({
  id: z.string().max(64),
  /** Milliseconds since the epoch, this device's clock. */
  at: z.number(),
  read: z.boolean(),
  about: z.discriminatedUnion('kind', [
    /** A ring for this person that ended as missed, or was cancelled before they took it. */
    z.object({ kind: z.literal('missed-call'), server: z.string(), ring: ringSchema }),
    /** A ring of this person that was declined with a message. */
    z.object({ kind: z.literal('declined-with-message'), server: z.string(), ring: ringSchema }),
  ]),
});
export type Notification = z.infer<typeof notificationSchema>;

export const notificationsKept = 100;

/** Newest first, at most {@link notificationsKept}. */
export const notificationListSchema = z.array(notificationSchema);
