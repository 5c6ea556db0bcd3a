import { mayBringUnknownBlocks } from '@confab/shared-types';
import * as Y from 'yjs';

/** What must be known of an update before it is stored. */
export interface InspectedUpdate {
  /** Whether it inserts anything, or only deletes. */
  readonly inserts: boolean;
  /** Whether it may hold blocks that the editor does not know. */
  readonly mayBringUnknownBlocks: boolean;
}

/** Reads an update once for all that is asked about it; null when it is not one. */
export function inspectUpdate(update: Uint8Array): InspectedUpdate | null {
  try {
    const decoded = Y.decodeUpdate(update);
    return {
      inserts: decoded.structs.length > 0,
      mayBringUnknownBlocks: mayBringUnknownBlocks(decoded),
    };
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
