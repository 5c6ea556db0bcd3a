import type { Reaction } from '@confab/shared-types';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import type { RightPanelKind } from '../../app/layoutStore.ts';
import { minutesTitle } from '../../minutes/minutesTitle.ts';
import type { CallSession } from '../CallSession.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { useCallServices } from '../CallsContext.ts';
import { toggleFullscreen } from '../stage/fullscreen.ts';
import { useCallAside } from './CallAsideContext.ts';
import type { CallAction } from './callShortcuts.ts';
import { useTell } from './useTell.ts';

export type CallActions = Readonly<Record<Exclude<CallAction, 'talk'>, () => void>> & {
  /** Starts or stops transcription for everybody; `pageTitle` names the minutes. */
  readonly transcription: (pageTitle: string) => void;
  readonly react: (reaction: Reaction) => void;
  readonly leave: () => void;
};

const layouts = ['auto', 'grid', 'speaker'] as const;

/** What the controls and the keys of a call do; what goes wrong is told in a toast. */
export function useCallActions(session: CallSession): CallActions {
  const { i18n } = useTranslation();
  const { app, layout } = useServices();
  const update = useUpdatePreferences();
  const { calls, stage } = useCallServices();
  const { view, reactions } = useCallAside();
  const tell = useTell();
  return useMemo(() => {
    const toggleMicrophone = (): void => session.toggleMicrophone();
    const togglePanel = (panel: RightPanelKind): void =>
      layout.setState(({ rightPanel }) => ({ rightPanel: rightPanel === panel ? null : panel }));
    return {
      microphone: toggleMicrophone,
      microphoneAnywhere: toggleMicrophone,
      camera: () => session.toggleCamera(),
      share: () => {
        const { screen } = session.store.getState().own;
        if (screen === 'on') session.stopSharing();
        else if (screen !== 'starting') {
          tell(session.shareScreen(), 'calls.notices.shareFailed');
        }
      },
      captions: () => {
        const shown = app.getState().data?.preferences.captions ?? true;
        update({ captions: !shown });
      },
      hand: () => tell(session.toggleHand(), 'calls.notices.handFailed'),
      reactions: () =>
        view.setState(({ reactionsOpened }) => ({ reactionsOpened: !reactionsOpened })),
      react: (reaction) => tell(reactions.send(reaction), 'calls.reactions.failed'),
      chat: () => togglePanel('call-chat'),
      people: () => togglePanel('call-people'),
      size: () =>
        layout.setState(({ callSize }) => ({ callSize: callSize === 'dock' ? 'stage' : 'dock' })),
      layout: () => {
        const next = layouts.indexOf(stage.getState().layout) + 1;
        stage.setLayout(layouts[next] ?? layouts[0]);
      },
      fullScreen: () => tell(toggleFullscreen(layout), 'calls.more.fullScreenFailed'),
      help: () => view.setState({ dialog: { type: 'shortcuts' } }),
      transcription: (pageTitle) => {
        const running = session.store.getState().call.transcription !== null;
        const title = minutesTitle(i18n, pageTitle, new Date());
        tell(
          running ? session.stopTranscription() : session.startTranscription(title),
          'calls.notices.transcriptionFailed',
        );
      },
      leave: () => calls.leave(),
    };
  }, [session, i18n, app, update, layout, calls, stage, view, reactions, tell]);
}
