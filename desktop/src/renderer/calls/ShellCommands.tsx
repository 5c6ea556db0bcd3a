import { useCallback, useEffect } from 'react';
import type { ShellCommand } from '../../shell/Runtime.ts';
import { useData, useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { useCalls, useCallServices } from './CallsContext.ts';
import { useUpdatePreferences } from '../settings/useUpdatePreferences.ts';
import { useRingAnswers } from './rings/useRingAnswers.ts';

/** Does what is chosen in the tray, in a system notification, or by the global key. */
export function ShellCommands() {
  const { runtime } = useServices();
  const inCall = useCalls((state) => state.session !== null);
  const shortcut = useData(({ preferences }) => preferences.globalMuteShortcut);
  const answerCommand = useAnswerCommand();
  useEffect(() => runtime.onCommand(answerCommand), [runtime, answerCommand]);
  useEffect(() => {
    // Other programs have the combination back while there is nothing to mute.
    if (!inCall || shortcut === null || !runtime.capabilities.globalShortcut) return;
    runtime.setGlobalMuteShortcut(shortcut).catch((error: unknown) => console.error(error));
    return () => {
      runtime.setGlobalMuteShortcut(null).catch((error: unknown) => console.error(error));
    };
  }, [runtime, inCall, shortcut]);
  return null;
}

function useAnswerCommand(): (command: ShellCommand) => void {
  const { route, runtime, layout } = useServices();
  const { calls, rings } = useCallServices();
  const { accept, decline, find } = useRingAnswers();
  const updatePreferences = useUpdatePreferences();
  return useCallback(
    (command) => {
      const { session } = calls.getState();
      switch (command.type) {
        case 'toggle-microphone':
          return session?.toggleMicrophone();
        case 'toggle-camera':
          return session?.toggleCamera();
        case 'leave-call':
          return calls.leave();
        case 'answer-ring':
        case 'decline-ring': {
          const ring = find(command.ring);
          if (ring === null) return;
          return command.type === 'answer-ring' ? accept(ring) : decline(ring);
        }
        case 'message-ring':
          runtime.focusWindow();
          return rings.compose(command.ring);
        case 'open-notifications':
          runtime.focusWindow();
          layout.setState({ rightPanel: 'calls' });
          return;
        case 'open-page': {
          const { workspace, page } = command;
          runtime.focusWindow();
          return goTo(route, { workspace, page });
        }
        case 'set-do-not-disturb':
          return updatePreferences({ doNotDisturb: command.on });
      }
    },
    [route, runtime, layout, calls, rings, accept, decline, find, updatePreferences],
  );
}
