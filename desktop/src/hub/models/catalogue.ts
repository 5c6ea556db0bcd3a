import { catalogueModelSchema } from '@confab/shared-types';
import type { CatalogueModel } from '@confab/shared-types';
import { z } from 'zod';
import list from './catalogue.json' with { type: 'json' };

/** The speech models that are offered for download, the smallest first. */
export const catalogue: readonly CatalogueModel[] = z.array(catalogueModelSchema).parse(list);
