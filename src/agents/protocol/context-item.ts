import { z } from '@hono/zod-openapi';

/** What a person puts beside their words: a selection, a file, an open editor. Text is a copy from that moment. */
export const contextItemSchema = z
  .object({
    kind: z.enum(['selection', 'file', 'editor']),
    /** Relative to the workspace where it lies inside it; for showing and for the model. */
    path: z.string().max(1024),
    /** The editor's URI, to open it again. Empty when there is none. */
    uri: z.string().max(4096),
    /** The editor's language identifier, for example `typescript`. */
    languageId: z.string().max(64),
    /** 1-based, inclusive. */
    startLine: z.number().int().min(1),
    endLine: z.number().int().min(1),
    text: z.string().max(1_000_000),
    /** True when the file was larger than the limit and `text` is its beginning. */
    truncated: z.boolean(),
  })
  .openapi('ContextItem');

export type ContextItem = z.infer<typeof contextItemSchema>;
