import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';

const workspace = 'workspace-1';
const page = 'page-0001';
const block = 'block-0001';

describe('the route in the address', () => {
  it.each([
    { workspace: null, page: null, block: null },
    { workspace, page: null, block: null },
    { workspace, page, block: null },
    { workspace, page, block },
  ])('reads back what it wrote: %o', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('is nowhere for what is no address of ours, and drops what is no block', () => {
    expect(parseRoute('#token=abc')).toEqual({ workspace: null, page: null, block: null });
    expect(parseRoute(`#/${workspace}/${page}/<script>`)).toEqual({ workspace, page, block: null });
  });
});
