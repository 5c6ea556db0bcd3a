import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSource, Job, PageId, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { errorCode, errorText } from '../app/errorText.ts';
import { useJobs } from './useJob.ts';

/** A file as it was chosen: its path within the folder, or its name. */
export interface ChosenFile {
  readonly file: File;
  readonly path: string;
}

export type ImportStep =
  | { readonly name: 'choosing'; readonly error: string | null }
  | { readonly name: 'sending'; readonly done: number; readonly total: number }
  | { readonly name: 'reading'; readonly done: number; readonly total: number }
  | { readonly name: 'done'; readonly result: Extract<Job['state'], { readonly name: 'done' }> };

interface Import {
  readonly step: ImportStep;
  readonly begin: (
    files: readonly ChosenFile[],
    source: ImportSource,
    into: { readonly workspace: WorkspaceId; readonly parent: PageId | null },
  ) => Promise<void>;
  readonly cancel: () => void;
}

/** Hands files to the hub one after another, then follows its work on them. */
export function useImport(): Import {
  const { t } = useTranslation();
  const hub = useHub();
  const jobs = useJobs();
  const [sending, setSending] = useState<{ readonly done: number; readonly total: number } | null>(
    null,
  );
  const [job, setJob] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);

  const begin: Import['begin'] = async (files, source, into) => {
    const controller = new AbortController();
    abort.current = controller;
    setError(null);
    setJob(null);
    const transfers: string[] = [];
    try {
      for (const [done, file] of files.entries()) {
        setSending({ done, total: files.length });
        transfers.push(await hub.uploadForImport(file, { signal: controller.signal }));
      }
      const started = await hub.request('imports.start', { ...into, transfers, source });
      setJob(started.job);
    } catch (problem) {
      if (errorCode(problem) !== 'cancelled') setError(errorText(t, problem));
      if (transfers.length > 0) await hub.request('imports.discard', { transfers });
    } finally {
      setSending(null);
    }
  };

  const cancel = (): void => {
    abort.current?.abort();
    if (job === null) return;
    hub
      .request('jobs.cancel', { job })
      .catch((problem: unknown) => setError(errorText(t, problem)));
  };

  return { step: stepOf(), begin, cancel };

  function stepOf(): ImportStep {
    if (sending !== null) return { name: 'sending', ...sending };
    const running = job === null ? undefined : jobs.get(job);
    if (job !== null && running === undefined) return { name: 'reading', done: 0, total: 0 };
    switch (running?.state.name) {
      case 'running':
        return { name: 'reading', done: running.done, total: running.total };
      case 'done':
        return { name: 'done', result: running.state };
      case 'failed': {
        const { code, detail = '' } = running.state;
        return { name: 'choosing', error: t(`errors.${code}`, { detail }) };
      }
      case 'cancelled':
      case undefined:
        return { name: 'choosing', error };
    }
  }
}
