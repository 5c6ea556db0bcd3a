import { ConfabError } from '@confab/shared-types';

/** What a library throws, as the app says it: running out of memory, or `code`. */
export function asModelError(error: unknown, code: 'model-invalid' | 'internal'): ConfabError {
  if (error instanceof ConfabError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const outOfMemory = /bad_alloc|out of memory|failed to allocate|array buffer allocation/i;
  return new ConfabError(
    outOfMemory.test(detail) ? 'model-out-of-memory' : code,
    detail.slice(0, 1000),
    {
      cause: error,
    },
  );
}
