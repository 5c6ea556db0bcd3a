import { Menu } from '@mantine/core';
import { IconFileText, IconRefresh } from '@tabler/icons-react';
import type { PageId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { usePageIndex } from '../../documents/PageIndexContext.ts';
import { usePageCommands } from '../../pages/usePageCommands.ts';
import { useSummarise } from './useSummarise.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What a page of minutes has in its menu beside what every page has. */
export function MinutesItems({ page }: { readonly page: PageId }) {
  const { t } = useTranslation();
  const { workspace, writable } = usePageIndex();
  const commands = usePageCommands();
  const { ask } = useSummarise(workspace);
  return (
    <>
      <Menu.Item
        leftSection={<IconFileText {...icon} />}
        onClick={() => commands.exportTranscript(page)}
      >
        {t('summaries.export.action')}
      </Menu.Item>
      {writable && (
        <Menu.Item leftSection={<IconRefresh {...icon} />} onClick={() => ask(page)}>
          {t('summaries.commands.summarise')}
        </Menu.Item>
      )}
    </>
  );
}
