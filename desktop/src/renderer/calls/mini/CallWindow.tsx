import { MantineProvider, useComputedColorScheme } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { cssVariables, theme } from '../../ui/theme.ts';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useStage } from '../CallsContext.ts';
import type { SpeakerPlace } from '../stage/activeSpeaker.ts';
import type { WatchedVideo } from '../stage/WatchedVideo.ts';
import { copyStyles } from './copyStyles.ts';
import { MiniCall } from './MiniCall.tsx';
import { passKeys } from './passKeys.ts';

interface CallWindowProps {
  readonly session: CallSession;
  readonly speaker: SpeakerPlace;
  readonly watched: WatchedVideo;
}

/**
 * The small window of the call, while it is open: opens when the app's window goes out of sight (where
 * the shell may open one by itself), closes when that is back or the call ends.
 */
export function CallWindow(props: CallWindowProps) {
  const { runtime } = useServices();
  const { stage } = useCallServices();
  const mini = useStage((state) => state.mini);
  const onShown = useEffectEvent(async (shown: boolean) => {
    if (shown) mini?.close();
    else if (runtime.kind === 'electron' && mini === null) {
      stage.setState({ mini: await runtime.openCallWindow() });
    }
  });
  useEffect(() => runtime.onShown((shown) => void onShown(shown)), [runtime]);
  // Last on unmount: the window must not outlive the call.
  useEffect(() => () => stage.getState().mini?.close(), [stage]);
  return mini === null ? null : <OpenWindow {...props} key={props.session.id} window={mini} />;
}

function OpenWindow(props: CallWindowProps & { readonly window: Window }) {
  const { window: mini, ...shown } = props;
  const { t, i18n } = useTranslation();
  const { stage } = useCallServices();
  const scheme = useComputedColorScheme('light');
  const [styled, setStyled] = useState(false);
  useEffect(() => {
    const styles = copyStyles(document, mini.document);
    const stopKeys = passKeys(mini, window);
    const close = (): void => mini.close();
    const closed = (): void => stage.setState({ mini: null });
    styles.loaded.then(() => setStyled(true)).catch(console.error);
    mini.addEventListener('pagehide', closed);
    window.addEventListener('pagehide', close);
    return () => {
      styles.stop();
      stopKeys();
      mini.removeEventListener('pagehide', closed);
      window.removeEventListener('pagehide', close);
    };
  }, [mini, stage]);
  useEffect(() => {
    nameDocument(mini.document, i18n.language, t('calls.mini.title'));
  }, [mini, i18n.language, t]);
  if (!styled) return null;
  return createPortal(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={scheme}
      getRootElement={() => mini.document.documentElement}
    >
      <MiniCall {...shown} window={mini} />
    </MantineProvider>,
    mini.document.body,
  );
}

function nameDocument(document: Document, language: string, title: string): void {
  document.documentElement.lang = language;
  document.title = title;
}
