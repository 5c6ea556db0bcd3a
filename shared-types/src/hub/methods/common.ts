import { z } from 'zod';
import { pageIdSchema, workspaceIdSchema } from '../../ids.ts';

export const nothing = z.object({});
export const inWorkspace = z.object({ workspace: workspaceIdSchema });
export const ofPage = inWorkspace.extend({ page: pageIdSchema });
/** Work that goes on after the answer; told about by `job` events until it ends. */
export const startedJob = z.object({ job: z.string() });
