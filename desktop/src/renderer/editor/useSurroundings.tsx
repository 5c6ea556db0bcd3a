import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createStore } from 'zustand/vanilla';
import type { Mention, WorkspaceId } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { useMembers } from '../people/useMembers.ts';
import { EquationPopover } from './inline/EquationPopover.tsx';
import type { EditedEquation } from './inline/EquationPopover.tsx';
import { FileViews } from './files/FileViews.ts';
import { Lightbox } from './files/Lightbox.tsx';
import { nameMention } from './inline/nameMention.ts';
import type { MentionNames, Surroundings } from './Surroundings.ts';

/** What the blocks of a page ask of the app, and what they open over it. */
export function useSurroundings(workspace: WorkspaceId): {
  readonly surroundings: Surroundings;
  readonly overlays: ReactNode;
} {
  const { hub, runtime, route } = useServices();
  const { t, i18n } = useTranslation();
  const { entries } = usePageIndex();
  const { members } = useMembers(workspace);
  const own = useData(({ profile }) => profile);
  const [equation, setEquation] = useState<EditedEquation | null>(null);
  const [picture, setPicture] = useState<{ url: string; name: string } | null>(null);
  const [names] = useState(() => createStore<MentionNames>(() => ({ name: asWritten })));
  const language = i18n.language;
  useEffect(() => {
    const people = new Map((members ?? []).map(({ person, name }) => [person, name]));
    people.set(own.person, own.name ?? '');
    names.setState({
      name: (mention) =>
        nameMention(mention, { entries, people, language, untitled: t('page.untitled') }),
    });
  }, [names, entries, members, own, language, t]);
  const surroundings = useMemo<Surroundings>(
    () => ({
      t,
      names,
      files: new FileViews(hub),
      openMention: (mention) => {
        if (mention.kind === 'page') goTo(route, { workspace, page: mention.target });
      },
      openLink: (url) => runtime.openExternal(url),
      editEquation: (anchor, source, change) => setEquation({ anchor, source, change }),
      enlargePicture: (url, name) => setPicture({ url, name }),
    }),
    [t, names, hub, runtime, route, workspace],
  );
  const overlays = (
    <>
      {equation !== null && (
        <EquationPopover equation={equation} onClose={() => setEquation(null)} />
      )}
      {picture !== null && <Lightbox {...picture} onClose={() => setPicture(null)} />}
    </>
  );
  return { surroundings, overlays };
}

function asWritten({ label }: Mention) {
  return { text: label, icon: null, missing: false };
}
