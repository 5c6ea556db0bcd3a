import type { z } from 'zod';
import { accountsMethods } from './methods/accounts.ts';
import { appMethods } from './methods/app.ts';
import { audioMethods } from './methods/audio.ts';
import { callsMethods } from './methods/calls.ts';
import { exchangeMethods } from './methods/exchange.ts';
import { filesMethods } from './methods/files.ts';
import { modelsMethods } from './methods/models.ts';
import { minutesMethods } from './methods/minutes.ts';
import { pagesMethods } from './methods/pages.ts';
import { recordingsMethods } from './methods/recordings.ts';
import { searchMethods } from './methods/search.ts';
import { sharingMethods } from './methods/sharing.ts';
import { speechMethods } from './methods/speech.ts';
import { syncMethods } from './methods/sync.ts';
import { versionsMethods } from './methods/versions.ts';
import { vocabularyMethods } from './methods/vocabulary.ts';
import { workspacesMethods } from './methods/workspaces.ts';

/** Everything a renderer may ask its hub, by method: the parameters and the result. */
export const hubMethods = {
  ...appMethods,
  ...workspacesMethods,
  ...pagesMethods,
  ...accountsMethods,
  ...sharingMethods,
  ...filesMethods,
  ...searchMethods,
  ...versionsMethods,
  ...syncMethods,
  ...exchangeMethods,
  ...callsMethods,
  ...speechMethods,
  ...minutesMethods,
  ...modelsMethods,
  ...vocabularyMethods,
  ...recordingsMethods,
  ...audioMethods,
} as const;

export type HubMethod = keyof typeof hubMethods;
export type HubParams<M extends HubMethod> = z.input<(typeof hubMethods)[M]['params']>;
export type HubResult<M extends HubMethod> = z.output<(typeof hubMethods)[M]['result']>;
