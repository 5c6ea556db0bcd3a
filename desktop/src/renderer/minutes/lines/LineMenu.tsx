import { Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconListCheck,
  IconNote,
  IconPencil,
  IconTrash,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { markKindSchema } from '@confab/shared-types';
import type { TranscriptLine } from '@confab/shared-types';
import { IconButton } from '../../ui/IconButton.tsx';
import type { TranscriptEdits } from '../edit/useTranscriptEdits.ts';
import type { LineAction } from './lineActions.ts';
import classes from './LineRow.module.css';
import { markSigns } from './marks.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** All that can be done with a line, or with the lines that are chosen. */
export function LineMenu(props: {
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  /** What it is done to; the menu's own line first. */
  readonly lines: readonly TranscriptLine[];
  readonly edits: TranscriptEdits | null;
  /** Whether Tab comes to its button. */
  readonly tabbable: boolean;
  readonly run: (action: LineAction) => void;
}) {
  const { opened, onOpened, lines, edits, tabbable, run } = props;
  const { t } = useTranslation();
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-end" width={260}>
      <Menu.Target>
        <IconButton
          size="small"
          className={classes.more}
          icon={IconDots}
          label={t('minutes.line.more')}
          tabIndex={tabbable ? 0 : -1}
        />
      </Menu.Target>
      {opened && (
        <Menu.Dropdown>
          {edits !== null && <EditItems lines={lines} edits={edits} run={run} />}
          <Menu.Item
            leftSection={<IconNote {...icon} />}
            rightSection={<kbd>N</kbd>}
            onClick={() => run({ do: 'note' })}
          >
            {t('minutes.line.note')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => run({ do: 'copy' })}>
            {t('minutes.line.copy', { count: lines.length })}
          </Menu.Item>
          {edits !== null && lines.every((line) => edits.canTakeBack(line)) && (
            <>
              <Menu.Divider />
              <Menu.Item
                color="var(--cf-danger)"
                leftSection={<IconTrash {...icon} />}
                onClick={() => run({ do: 'take-back' })}
              >
                {t('minutes.line.takeBack')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      )}
    </Menu>
  );
}

function EditItems(props: {
  readonly lines: readonly TranscriptLine[];
  readonly edits: TranscriptEdits;
  readonly run: (action: LineAction) => void;
}) {
  const { lines, edits, run } = props;
  const { t } = useTranslation();
  return (
    <>
      {lines.length === 1 && (
        <Menu.Item
          leftSection={<IconPencil {...icon} />}
          rightSection={<kbd>Enter</kbd>}
          onClick={() => run({ do: 'edit' })}
        >
          {t('minutes.line.edit')}
        </Menu.Item>
      )}
      {markKindSchema.options.map((kind) => (
        <Menu.CheckboxItem
          key={kind}
          checked={lines.every(({ marks }) => marks.includes(kind))}
          onChange={() => run({ do: 'mark', kind })}
          closeMenuOnClick
          rightSection={<kbd>{markSigns[kind].key}</kbd>}
        >
          {t(`minutes.line.mark.${kind}`)}
        </Menu.CheckboxItem>
      ))}
      {edits.addToDo !== null && lines.some(({ marks }) => marks.includes('action')) && (
        <Menu.Item leftSection={<IconListCheck {...icon} />} onClick={() => run({ do: 'to-do' })}>
          {t('minutes.toDo.add')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconUserQuestion {...icon} />}
        onClick={() => run({ do: 'said-by' })}
      >
        {t('minutes.line.saidBy')}
      </Menu.Item>
    </>
  );
}
