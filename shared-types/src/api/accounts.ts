import { z } from 'zod';
import { accountIdSchema, idSchema, personIdSchema } from '../ids.ts';

export const emailSchema = z.email().max(254);
export const passwordSchema = z.string().min(8).max(256);
export const personNameSchema = z.string().trim().min(1).max(80);

export const accountSchema = z.object({
  id: accountIdSchema,
  person: personIdSchema,
  name: personNameSchema,
  email: emailSchema,
});
export type Account = z.infer<typeof accountSchema>;

/** `GET /api/server`: who answers here; no session needed. */
export const serverInfoSchema = z.object({
  server: idSchema,
  name: z.string().max(120),
  version: z.string(),
  protocol: z.number().int(),
  /** Whether a media server is configured, so that calls can be offered. */
  calls: z.boolean(),
});
export type ServerInfo = z.infer<typeof serverInfoSchema>;

/** `POST /api/accounts` → 201 {@link SignedIn}; `email-taken`, `password-too-short`. */
export const signUpSchema = z.object({
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  person: personIdSchema,
  device: z.string().max(120),
});
export type SignUp = z.infer<typeof signUpSchema>;

/** `POST /api/sessions` → 201 {@link SignedIn}; `wrong-credentials`, `too-many-requests`. */
export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1).max(256),
  device: z.string().max(120),
});
export type SignIn = z.infer<typeof signInSchema>;

/** `session` is opaque, one per device, sent as `Authorization: Bearer <session>`. */
export const signedInSchema = z.object({
  account: accountSchema,
  session: z.string().min(1).max(512),
});
export type SignedIn = z.infer<typeof signedInSchema>;

/**
 * `PATCH /api/me` → {@link Account}: the name others see from then on. `GET /api/me` → {@link Account};
 * `DELETE /api/sessions/current` → 204.
 */
export const updateMeSchema = z.object({ name: personNameSchema });
