import { SuggestionMenuController } from '@blocknote/react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useData } from '../../app/AppContext.ts';
import { usePageIndex } from '../../documents/PageIndexContext.ts';
import { useMembers } from '../../people/useMembers.ts';
import type { PageBlockEditor } from '../pageSchema.ts';
import { mentionItems } from './mentionItems.tsx';
import { findItems, slashItems } from './slashItems.tsx';

type ShouldOpen = NonNullable<ComponentProps<typeof SuggestionMenuController>['shouldOpen']>;

const outsideTables: ShouldOpen = ({ selection }) =>
  !selection.$from.parent.type.isInGroup('tableContent');

/** Opened by `/`: every kind of block. */
export function SlashMenu({ editor }: { readonly editor: PageBlockEditor }) {
  const { t } = useTranslation();
  return (
    <SuggestionMenuController
      triggerCharacter="/"
      shouldOpen={outsideTables}
      getItems={(query) => Promise.resolve(findItems(slashItems(editor, t), query))}
    />
  );
}

/** Opened by `@`: pages, people and days. */
export function MentionMenu(props: {
  readonly editor: PageBlockEditor;
  readonly page: PageId;
  readonly shouldOpen: ShouldOpen;
}) {
  const { editor, page, shouldOpen } = props;
  const { t, i18n } = useTranslation();
  const { workspace, entries } = usePageIndex();
  const { members } = useMembers(workspace);
  const own = useData(({ profile }) => profile);
  const people = members ?? [{ person: own.person, name: own.name ?? '' }];
  const { language } = i18n;
  return (
    <SuggestionMenuController
      triggerCharacter="@"
      shouldOpen={shouldOpen}
      getItems={(query) =>
        Promise.resolve(mentionItems(editor, query, { entries, people, page, language, t }))
      }
    />
  );
}
