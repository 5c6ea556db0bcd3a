import { accountHandlers } from '../accounts/accountHandlers.ts';
import type { AccountHandlerServices } from '../accounts/accountHandlers.ts';
import { audioHandlers } from '../audio/audioHandlers.ts';
import type { AudioHandlerServices } from '../audio/audioHandlers.ts';
import { callHandlers } from '../calls/callHandlers.ts';
import type { CallHandlerServices } from '../calls/callHandlers.ts';
import type { ExchangeHandlers } from '../exchange/exchangeHandlers.ts';
import { fileHandlers } from '../files/fileHandlers.ts';
import type { FileHandlerServices } from '../files/fileHandlers.ts';
import { modelHandlers } from '../models/modelHandlers.ts';
import type { ModelHandlerServices } from '../models/modelHandlers.ts';
import { minutesHandlers } from '../minutes/minutesHandlers.ts';
import type { MinutesHandlerServices } from '../minutes/minutesHandlers.ts';
import { notificationHandlers } from '../notifications/notificationHandlers.ts';
import type { NotificationHandlerServices } from '../notifications/notificationHandlers.ts';
import type { PageServices } from '../pages/PageServices.ts';
import { profileHandlers } from '../profile/profileHandlers.ts';
import type { ProfileHandlerServices } from '../profile/profileHandlers.ts';
import { recordingHandlers } from '../recordings/recordingHandlers.ts';
import type { RecordingHandlerServices } from '../recordings/recordingHandlers.ts';
import type { Linking } from '../sync/Linking.ts';
import { syncHandlers } from '../sync/syncHandlers.ts';
import { vocabularyHandlers } from '../vocabulary/vocabularyHandlers.ts';
import type { VocabularyHandlerServices } from '../vocabulary/vocabularyHandlers.ts';
import { sharingHandlers } from '../workspaces/sharingHandlers.ts';
import type { SharingHandlerServices } from '../workspaces/sharingHandlers.ts';
import { workspaceHandlers } from '../workspaces/workspaceHandlers.ts';
import type { WorkspaceHandlerServices } from '../workspaces/workspaceHandlers.ts';
import type { Handlers } from './handlers.ts';

export interface HandlerServices
  extends
    ProfileHandlerServices,
    AccountHandlerServices,
    WorkspaceHandlerServices,
    SharingHandlerServices,
    FileHandlerServices,
    CallHandlerServices,
    MinutesHandlerServices,
    NotificationHandlerServices,
    ModelHandlerServices,
    VocabularyHandlerServices,
    RecordingHandlerServices,
    AudioHandlerServices {
  readonly linking: Linking;
  readonly pages: PageServices;
  readonly exchange: ExchangeHandlers;
}

/** How every method of the channel is answered, each topic by its own file. */
export function createHandlers(services: HandlerServices): Handlers {
  return {
    ...profileHandlers(services),
    ...accountHandlers(services),
    ...workspaceHandlers(services),
    ...sharingHandlers(services),
    ...fileHandlers(services),
    ...syncHandlers(services.linking.linkProgress),
    ...callHandlers(services),
    ...minutesHandlers(services),
    ...notificationHandlers(services),
    ...modelHandlers(services),
    ...vocabularyHandlers(services),
    ...recordingHandlers(services),
    ...audioHandlers(services),
    ...services.pages.handlers,
    ...services.exchange,
  };
}
