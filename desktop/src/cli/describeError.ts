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
    default:
      return error.message;
  }
}
