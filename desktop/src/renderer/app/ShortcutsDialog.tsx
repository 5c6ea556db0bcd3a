import { useTranslation } from 'react-i18next';
import { CallKeysSwitch } from '../calls/controls/CallShortcutsDialog.tsx';
import { callActions, callShortcuts } from '../calls/controls/callShortcuts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { formatShortcut } from '../ui/shortcut.ts';
import { useServices } from './AppContext.ts';
import { appActions, shortcutOf } from './shortcuts.ts';
import classes from './ShortcutsDialog.module.css';

type Shortcut = readonly [words: string, ...keys: string[]];

/** All keys that do something, as they are on this machine. */
export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const redo = runtime.platform === 'windows' ? 'mod+Y' : 'mod+shift+Z';
  const sections: readonly (readonly [title: string, shortcuts: readonly Shortcut[]])[] = [
    [
      t('pages.shortcuts.everywhere'),
      appActions.map((action) => [
        t(`pages.shortcuts.actions.${action}`),
        shortcutOf(action, runtime),
      ]),
    ],
    [
      t('pages.shortcuts.tree'),
      [
        [t('pages.shortcuts.walk'), 'ArrowUp', 'ArrowDown'],
        [t('pages.shortcuts.unfold'), 'ArrowRight', 'ArrowLeft'],
        [t('pages.shortcuts.open'), 'Enter'],
        [t('pages.shortcuts.rename'), 'F2'],
        [t('pages.shortcuts.trash'), 'Delete'],
        [t('pages.shortcuts.menu'), 'shift+F10'],
        [t('pages.shortcuts.moveUpDown'), 'alt+ArrowUp', 'alt+ArrowDown'],
        [t('pages.shortcuts.moveInOut'), 'alt+ArrowRight', 'alt+ArrowLeft'],
      ],
    ],
    [
      t('pages.shortcuts.writing'),
      [
        [t('pages.shortcuts.blocks'), '/'],
        [t('pages.shortcuts.mention'), '@'],
        [t('pages.shortcuts.emoji'), ':'],
        [t('pages.shortcuts.blockMenu'), 'mod+/'],
        [t('pages.shortcuts.bold'), 'mod+B'],
        [t('pages.shortcuts.italic'), 'mod+I'],
        [t('pages.shortcuts.underline'), 'mod+U'],
        [t('pages.shortcuts.code'), 'mod+E'],
        [t('pages.shortcuts.heading'), 'mod+alt+1', 'mod+alt+2', 'mod+alt+3'],
        [t('pages.shortcuts.bullets'), 'mod+shift+8'],
        [t('pages.shortcuts.numbers'), 'mod+shift+7'],
        [t('pages.shortcuts.todo'), 'mod+shift+9'],
        [t('pages.shortcuts.nest'), 'Tab', 'shift+Tab'],
        [t('pages.shortcuts.moveBlock'), 'mod+shift+ArrowUp', 'mod+shift+ArrowDown'],
        [t('pages.shortcuts.undo'), 'mod+Z'],
        [t('pages.shortcuts.redo'), redo],
      ],
    ],
    [
      t('calls.shortcuts.title'),
      callActions.map((action) => [
        t(`calls.shortcuts.${action}`),
        action === 'talk' ? t('calls.shortcuts.space') : callShortcuts[action],
      ]),
    ],
  ];
  return (
    <Dialog title={t('pages.shortcuts.title')} onClose={onClose} size={720}>
      <div className={classes.sections}>
        {sections.map(([title, shortcuts]) => (
          <section key={title} className={classes.section}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.list}>
              {shortcuts.map(([words, ...keys]) => (
                <div key={words} className={classes.row}>
                  <dt>{words}</dt>
                  <dd className={classes.keys}>
                    {keys.map((key) => (
                      <kbd key={key} className={classes.key}>
                        {formatShortcut(key, runtime.platform)}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <CallKeysSwitch />
    </Dialog>
  );
}
