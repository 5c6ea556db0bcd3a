import { ConfabError } from '@confab/shared-types';

/** An error as a sentence for the command line; the app has its own words for these codes. */
export function describeError(error: unknown): string {
  if (!(error instanceof ConfabError)) {
    return error instanceof Error ? error.message : String(error);
  }
  const detail = error.detail ?? '';
  switch (error.code) {
    case 'model-missing':
      return 'There is no such model folder.';
    case 'model-file-missing':
      return `The model is incomplete: ${detail} is missing.`;
    case 'model-invalid':
      return `This is no model that can be used: ${detail}`;
    case 'model-out-of-memory':
      return 'The memory does not suffice for this model; try a smaller one.';
    case 'audio-unreadable':
      return detail;
    case 'import-unreadable':
      return `Nothing in it can be imported${detail === '' ? '' : ` (${detail})`}.`;
    case 'backup-invalid':
      return `This is no backup that can be restored (${detail}). Nothing was changed.`;
    case 'storage-full':
      return 'The disk is full. Nothing was changed.';
    case 'no-permission':
      return 'Your role in this workspace does not allow that.';
    case 'newer-schema':
      return 'A newer version of Confab wrote this profile; update this one.';
    default:
      return error.message;
  }
}
