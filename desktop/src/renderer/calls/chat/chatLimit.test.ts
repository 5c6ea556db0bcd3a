import { chatTextSchema } from '@confab/shared-types';
import { expect, it } from 'vitest';
import { chatLimit } from './chatLimit.ts';

it('is what the server takes', () => {
  expect(chatTextSchema.safeParse('x'.repeat(chatLimit)).success).toBe(true);
  expect(chatTextSchema.safeParse('x'.repeat(chatLimit + 1)).success).toBe(false);
});
