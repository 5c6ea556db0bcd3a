import { ConfabError } from '@confab/shared-types';
import type {
  Backup,
  DocKey,
  ExportFormat,
  ImportSource,
  Job,
  Language,
  LocalWorkspace,
  PageEntries,
  PageId,
  WorkspaceId,
} from '@confab/shared-types';
import type { HubFile } from '../../shell/RunningHub.ts';
import type { Clock } from '../Clock.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { Files } from '../files/Files.ts';
import type { UploadedFile } from '../files/FileTransfers.ts';
import type { Log } from '../log.ts';
import { readIndex } from '../pages/pageIndex.ts';
import type { PersonalPlacesStore } from '../personal/PersonalPlacesStore.ts';
import type { Versions } from '../versions/Versions.ts';
import type { BackupFolder } from './backups/BackupFolder.ts';
import { DailyBackups } from './backups/DailyBackups.ts';
import { partOfWorkspace } from './backups/partOfWorkspace.ts';
import { repairFromBackup } from './backups/repairFromBackup.ts';
import { restoreBackup } from './backups/restoreBackup.ts';
import { writeBackup } from './backups/writeBackup.ts';
import type { WorkspaceToBackUp } from './backups/writeBackup.ts';
import { Downloads } from './Downloads.ts';
import { exportableEntries } from './exports/exportableEntries.ts';
import { exportTree, walkTree } from './exports/exportTree.ts';
import { fileNameOf } from './exports/fileNames.ts';
import { PageImport } from './imports/PageImport.ts';
import { Jobs } from './Jobs.ts';
import type { JobResult, RunningJob } from './Jobs.ts';
import type { TemporaryFiles } from './TemporaryFiles.ts';

export interface ExchangeOptions {
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly files: Files;
  readonly temporary: TemporaryFiles;
  readonly backups: BackupFolder;
  readonly versions: Pick<Versions, 'statesHere' | 'add' | 'forgetWorkspace'>;
  readonly personal: Pick<PersonalPlacesStore, 'get' | 'setFavourite'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly language: () => Language;
  readonly dailyBackups: () => boolean;
  readonly workspaces: () => readonly LocalWorkspace[];
  /** Shows a restored workspace, all of which is on disk. */
  readonly addWorkspace: (id: WorkspaceId, name: string, docs: readonly DocKey[]) => void;
  readonly tell: (job: Job) => void;
}

export interface PagesToImport {
  readonly workspace: WorkspaceId;
  readonly parent: PageId | null;
  readonly source: ImportSource;
}

export interface PagesToExport {
  readonly workspace: WorkspaceId;
  /** Null: all of the workspace. */
  readonly page: PageId | null;
  readonly withChildren: boolean;
  readonly format: ExportFormat;
}

/** Moving in and out, and backups: each a job whose id is answered at once. */
export class Exchange {
  readonly jobs: Jobs;
  readonly #options: ExchangeOptions;
  readonly #downloads: Downloads;
  readonly #daily: DailyBackups;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    const { clock, log, backups, temporary, dailyBackups, tell } = options;
    this.#downloads = new Downloads(temporary, clock, log);
    const onFailed = (error: unknown): void => log('a job failed', error);
    this.jobs = new Jobs({ clock, tell, onFailed });
    this.#daily = new DailyBackups({
      clock,
      wanted: dailyBackups,
      list: () => backups.list(),
      backUp: async () => {
        await this.jobs.ended(this.backUp({ automatic: true }));
        await backups.removeOld();
      },
      onFailed,
    });
  }

  start(): void {
    this.#daily.start();
  }

  /** Imports files of this disk; they are removed afterwards when they were `sent` by a window. */
  import(request: PagesToImport, uploads: readonly UploadedFile[], sent: boolean): string {
    return this.jobs.start('import', async (job) => {
      try {
        return await new PageImport(this.#options, { ...request, uploads }, job).run();
      } finally {
        if (sent) for (const { path } of uploads) await this.#options.temporary.remove(path);
      }
    });
  }

  /** Exports to a file of this disk, or to one that windows load. Throws `not-found`. */
  export(request: PagesToExport, path?: string): string {
    const { name } = this.#workspace(request.workspace);
    return this.jobs.start('export', async (job) => {
      const target = path ?? this.#options.temporary.newPath();
      const result = await this.#export(request, name, target, job);
      if (path !== undefined) return result;
      const file = this.#fileOf(request, name, target, result.sizeBytes ?? 0);
      return { ...result, address: this.#downloads.offer(file), fileName: file.name };
    });
  }

  /** Has a file made that windows load; `write` makes it at a path. */
  exportFile(
    file: { readonly title: string; readonly ending: string; readonly type: string },
    write: (path: string) => Promise<JobResult>,
  ): string {
    return this.jobs.start('export', async () => {
      const path = this.#options.temporary.newPath();
      const result = await write(path);
      const fileName = fileNameOf(file.title) + file.ending;
      const size = result.sizeBytes ?? 0;
      const address = this.#downloads.offer({ path, name: fileName, type: file.type, size });
      return { ...result, address, fileName };
    });
  }

  /** Backs up all workspaces of this profile, to the profile's own folder or to `path`. */
  backUp({ automatic = false, path }: { automatic?: boolean; path?: string }): string {
    const { backups, clock } = this.#options;
    return this.jobs.start('backup', (job) => {
      const now = clock.now();
      const target = path ?? backups.path(backups.newId(now, automatic));
      // What others shared is theirs to keep.
      const own = this.#options.workspaces().filter(({ guest }) => guest !== true);
      return this.#backUp(own, now, target, job);
    });
  }

  /** Restores a file of this disk; it is removed afterwards when it was `sent` by a window. */
  restore(path: string, sent: boolean): string {
    const { store, files, versions, personal, temporary } = this.#options;
    const { workspaces, addWorkspace } = this.#options;
    const services = {
      files,
      names: () => workspaces().map(({ name }) => name),
      writeDocument: (doc: DocKey, state: Uint8Array) => this.#writeDocument(doc, state),
      discardDocument: (doc: DocKey) => store.discard(doc),
      addVersion: (...version: Parameters<Versions['add']>) => versions.add(...version),
      forgetVersions: (id: WorkspaceId) => versions.forgetWorkspace(id),
      addFavourite: (id: WorkspaceId, page: PageId) => void personal.setFavourite(id, page, true),
      addWorkspace,
    };
    return this.jobs.start('restore', async (job) => {
      try {
        return await restoreBackup(services, path, job);
      } finally {
        if (sent) await temporary.remove(path);
      }
    });
  }

  async restoreKept(backup: string): Promise<string> {
    return this.restore(await this.#options.backups.find(backup), false);
  }

  /** Newest first. */
  backups(): Promise<Backup[]> {
    return this.#options.backups.list();
  }

  async removeBackup(backup: string): Promise<Backup[]> {
    await this.#options.backups.remove(backup);
    return await this.#options.backups.list();
  }

  /** A document's state in the newest backup that has it whole; null when none does. */
  repairFromBackup(doc: DocKey): Promise<Uint8Array | null> {
    return repairFromBackup(this.#options.backups, doc, this.#options.log);
  }

  /** The exported file behind `/f/<capability>`; null when there is none, or no longer. */
  openFile(capability: string): HubFile | null {
    return this.#downloads.open(capability);
  }

  /** Stops what is under way; nothing half done is left. */
  async close(): Promise<void> {
    this.#daily.stop();
    this.#downloads.close();
    await this.jobs.close();
  }

  async #export(
    request: PagesToExport,
    name: string,
    path: string,
    job: RunningJob,
  ): Promise<JobResult> {
    const { format } = request;
    if (format !== 'backup') {
      const language = this.#options.language();
      // Markdown and formula libraries: not needed to start the app.
      const { exportPages } = await import('./exports/exportPages.ts');
      const entries = this.#entries(request);
      const wanted = { ...request, entries, format, name, language };
      return await exportPages(this.#options, wanted, path, job);
    }
    const { workspace } = request;
    const now = this.#options.clock.now();
    return await this.#backUp([{ id: workspace, name, ...this.#part(request) }], now, path, job);
  }

  #part({ workspace, page, withChildren }: PagesToExport): Pick<WorkspaceToBackUp, 'part'> {
    if (page === null) return {};
    const { documents, store } = this.#options;
    const tree = exportTree(readIndex(documents, workspace), page, withChildren);
    if (tree.length === 0) throw new ConfabError('not-found', `page ${page}`);
    const nodes = [...walkTree(tree)];
    return { part: partOfWorkspace(documents, workspace, store.list(workspace), nodes) };
  }

  #backUp(
    workspaces: readonly WorkspaceToBackUp[],
    now: number,
    path: string,
    job: RunningJob,
  ): Promise<JobResult> {
    const { documents, files, store, versions, personal } = this.#options;
    const services = {
      documents,
      files,
      documentsOf: (workspace: WorkspaceId) => store.list(workspace),
      versionsOf: (workspace: WorkspaceId, page: PageId) => versions.statesHere(workspace, page),
      favouritesOf: (workspace: WorkspaceId) => personal.get(workspace).favourites,
    };
    return writeBackup(services, workspaces, now, path, job);
  }

  #writeDocument(doc: DocKey, payload: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#options.store.append(doc, { author: 'restore', payload, acked: false }, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  #fileOf(
    { workspace, page, format }: PagesToExport,
    name: string,
    path: string,
    size: number,
  ): HubFile {
    const entry = page === null ? null : this.#entries({ workspace, page }).get(page);
    const ending = format === 'backup' ? '.confab-backup.zip' : '.zip';
    return { path, name: fileNameOf(entry?.title ?? name) + ending, type: 'application/zip', size };
  }

  #entries({ workspace, page }: Pick<PagesToExport, 'workspace' | 'page'>): PageEntries {
    return exportableEntries(this.#options.documents, this.#workspace(workspace), page);
  }

  #workspace(id: WorkspaceId): LocalWorkspace {
    const found = this.#options.workspaces().find((workspace) => workspace.id === id);
    if (found === undefined) throw new ConfabError('not-found', `workspace ${id}`);
    return found;
  }
}
