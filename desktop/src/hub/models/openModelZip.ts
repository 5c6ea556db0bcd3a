import { ConfabError } from '@confab/shared-types';
import { openZip } from '../exchange/imports/openZip.ts';
import type { ZipLimits } from '../exchange/imports/openZip.ts';
import type { CopiedFile } from './copyFiles.ts';

/** Weights hardly compress; tokenizers do, to a fifth. */
const limits: ZipLimits = {
  entries: 10_000,
  entryBytes: 8 * 1024 ** 3,
  totalBytes: 16 * 1024 ** 3,
  ratio: 50,
};

export interface ModelZip {
  /** Of the folder the model is in, else of the archive. */
  readonly name: string;
  readonly files: readonly CopiedFile[];
  close(): void;
}

/**
 * Finds the model in a ZIP archive: at its top, or in the one folder that has a `config.json` with
 * models beside it. Throws `model-file-missing` or `model-invalid`.
 */
export async function openModelZip(path: string, fileName: string): Promise<ModelZip> {
  const zip = await openZip(path, limits).catch((error: unknown) => {
    if (!(error instanceof ConfabError) || error.code !== 'import-unreadable') throw error;
    throw new ConfabError('model-invalid', `${fileName}: ${error.detail ?? ''}`, { cause: error });
  });
  const paths = new Set(zip.files.map((file) => file.path));
  const roots = [...paths]
    .filter((file) => file === 'config.json' || file.endsWith('/config.json'))
    .map((file) => file.slice(0, -'config.json'.length))
    .filter((root) => [...paths].some((file) => file.startsWith(`${root}onnx/`)));
  const [root] = roots;
  if (root === undefined || roots.length > 1) {
    zip.close();
    if (root === undefined) throw new ConfabError('model-file-missing', 'config.json');
    throw new ConfabError('model-invalid', `${fileName}: ${roots.length} models`);
  }
  const folder = root.split('/').at(-2);
  return {
    name: folder ?? fileName.replace(/\.zip$/i, ''),
    files: zip.files
      .filter((file) => file.path.startsWith(root))
      .map((file) => ({ ...file, path: file.path.slice(root.length) })),
    close: () => zip.close(),
  };
}
