import type { WireError } from '@confab/shared-types';

/** What an HTTP request is answered; body and error are sent as JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly error?: WireError;
}
