import { ConfabError, modelDtypeSchema } from '@confab/shared-types';
import type { CatalogueModel } from '@confab/shared-types';
import { z } from 'zod';
import { pickModelFiles } from '../../speech-model/modelFolder.ts';
import type { ModelHub } from '../outbound/ModelHub.ts';

const fileHashSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sha256'), hex: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Of Git: of `blob <size>\0` and the bytes. */
  z.object({ kind: z.literal('git-blob'), hex: z.string().regex(/^[0-9a-f]{40}$/) }),
]);
export type FileHash = z.infer<typeof fileHashSchema>;

const manifestFileSchema = z.object({
  path: z.string(),
  size: z.number().int().positive(),
  hash: fileHashSchema,
});
export type ManifestFile = z.infer<typeof manifestFileSchema>;

/** Which files a model consists of; the hashes come from the hub, over the same connection. */
export const manifestSchema = z.object({
  repository: z.string(),
  /** A commit: all files are of the same one, however long the download takes. */
  commit: z.string(),
  dtype: modelDtypeSchema,
  files: z.array(manifestFileSchema),
});
export type ModelManifest = z.infer<typeof manifestSchema>;

const commitPattern = /^[0-9a-f]{40}$/;
const revisionSchema = z.object({ sha: z.string().regex(commitPattern) });
const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    oid: z.string(),
    size: z.number().int().nonnegative(),
    lfs: z.object({ oid: z.string(), size: z.number().int().nonnegative() }).optional(),
  }),
);

/** Asks the hub what a model consists of. Rejects as ModelHub does, or with `model-file-missing`. */
export async function fetchManifest(
  hub: ModelHub,
  { repository, revision, dtype }: CatalogueModel,
  signal: AbortSignal,
): Promise<ModelManifest> {
  const api = `/api/models/${repository}`;
  const commit = commitPattern.test(revision)
    ? revision
    : (await hub.json(`${api}/revision/${encodeURIComponent(revision)}`, revisionSchema, signal))
        .sha;
  const tree = await hub.json(`${api}/tree/${commit}?recursive=true`, treeSchema, signal);
  const files = new Map(
    tree.filter(({ type }) => type === 'file').map((entry) => [entry.path, entry]),
  );
  return manifestSchema.parse({
    repository,
    commit,
    dtype,
    files: pickModelFiles(files.keys(), dtype).map((path) => describe(path, files.get(path))),
  });
}

function describe(path: string, entry: z.infer<typeof treeSchema>[number] | undefined) {
  if (entry === undefined) throw new ConfabError('model-file-missing', path);
  const { lfs, oid, size } = entry;
  const hash: FileHash =
    lfs === undefined
      ? { kind: 'git-blob', hex: oid }
      : { kind: 'sha256', hex: lfs.oid.replace(/^sha256:/, '') };
  return { path, size: lfs?.size ?? size, hash };
}

export function filePath({ repository, commit }: ModelManifest, file: string): string {
  return `/${repository}/resolve/${commit}/${file}`;
}
