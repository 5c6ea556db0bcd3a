import { z } from 'zod';
import { sessionIdSchema } from './room.ts';

/** Chosen by the sender, so that a repeat is the same message. */
export const chatMessageIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export const chatTextSchema = z.string().trim().min(1).max(4000);

/** A line of a call's chat. The media server keeps the last of them while the room lives. */
export const chatMessageSchema = z.object({
  id: chatMessageIdSchema,
  session: sessionIdSchema,
  identity: z.string(),
  name: z.string(),
  text: z.string(),
  /** Milliseconds since the epoch on the media server's clock. */
  at: z.number(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** How much chat a room keeps for those who join later: messages, and characters of all together. */
export const chatKept = { messages: 200, characters: 100_000 } as const;

/** Payload of `sendData` with topic `reaction`: shown for a moment, kept nowhere. */
export const reactionSchema = z.object({
  reaction: z.enum(['thumbs-up', 'heart', 'clap', 'laugh', 'surprised', 'party']),
});
export type Reaction = z.infer<typeof reactionSchema>['reaction'];
export const reactionTopic = 'reaction';
