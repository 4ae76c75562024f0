import { z } from '@hono/zod-openapi';
import { nullable } from './common.ts';
import { errorBodySchema } from './errors.ts';

/** How the store is. */
export const storageStateSchema = z
  .object({
    folder: z.string(),
    sizeBytes: z.number().int().min(0),
    /** Null while writing works; else why not, and what to do. */
    readOnly: nullable(errorBodySchema),
    /** What was repaired or set aside when the data was opened, in sentences for people. */
    notices: z.array(z.string()),
  })
  .openapi('StorageState');
export type StorageState = z.infer<typeof storageStateSchema>;
