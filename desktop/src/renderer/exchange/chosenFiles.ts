import type { ChosenFile } from './useImport.ts';

/** Files of an input, with their paths when a folder was chosen. Hidden files are left out. */
export function filesOfInput(list: FileList): ChosenFile[] {
  return [...list]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(isVisible);
}

/** Files and folders that were dropped, folders with everything below them. */
export async function filesOfDrop(items: DataTransferItemList): Promise<ChosenFile[]> {
  // Entries are only given out before the first pause.
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  const there = entries.filter((entry) => entry !== null);
  const files = await Promise.all(there.map(filesBelow));
  return files.flat().filter(isVisible);
}

function isVisible({ path }: ChosenFile): boolean {
  return !path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

async function filesBelow(entry: FileSystemEntry): Promise<ChosenFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path }];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    // A reader hands out a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    children.push(...some);
  }
  return (await Promise.all(children.map(filesBelow))).flat();
}
