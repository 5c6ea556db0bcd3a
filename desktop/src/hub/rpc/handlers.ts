import type { HubMethod, HubResult, hubMethods } from '@confab/shared-types';
import type { z } from 'zod';
import type { FileTransfers } from '../files/FileTransfers.ts';

/** What belongs to the one window that asks. */
export interface Caller {
  readonly transfers: FileTransfers;
}

export type ParsedParams<M extends HubMethod> = z.output<(typeof hubMethods)[M]['params']>;

/** How each method is answered. Rejections are ConfabErrors; anything else is a defect. */
export type Handlers = {
  readonly [M in HubMethod]: (
    params: ParsedParams<M>,
    caller: Caller,
  ) => HubResult<M> | Promise<HubResult<M>>;
};

/** The methods of a topic: what its own file answers. */
export type HandlersOf<Names extends string> = Pick<Handlers, Extract<HubMethod, Names>>;
