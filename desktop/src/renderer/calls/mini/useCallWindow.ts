import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { useCallServices, useStage } from '../CallsContext.ts';

/** Opens and closes the small window of the call; `toggle` within a press of the person's. */
export function useCallWindow(): {
  readonly shown: boolean;
  readonly toggle: () => void;
} {
  const { t } = useTranslation();
  const { runtime, toasts } = useServices();
  const { stage } = useCallServices();
  const mini = useStage((state) => state.mini);
  const open = async (): Promise<void> => {
    const opened = await runtime.openCallWindow();
    if (opened === null) toasts.show({ cause: 'mini', text: t('calls.mini.refused') });
    stage.setState({ mini: opened });
  };
  return {
    shown: mini !== null,
    toggle: () => {
      if (mini === null) void open();
      else mini.close();
    },
  };
}
