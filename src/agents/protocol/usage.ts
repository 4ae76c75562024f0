import { z } from '@hono/zod-openapi';

/** Sums over answers. `key` is the day (`2026-11-21`), month (`2026-11`), model or agent that the row is about. */
export const usageRowSchema = z
  .object({
    key: z.string(),
    answers: z.number().int().min(0),
    inputTokens: z.number().int().min(0),
    outputTokens: z.number().int().min(0),
    /** Sum of the costs that are known. */
    costUsd: z.number().min(0),
    /** Answers whose cost is not known and therefore not in `costUsd`. */
    unpricedAnswers: z.number().int().min(0),
  })
  .openapi('UsageRow');
export type UsageRow = z.infer<typeof usageRowSchema>;

export const usageReportSchema = z
  .object({ rows: z.array(usageRowSchema), total: usageRowSchema })
  .openapi('UsageReport');
export type UsageReport = z.infer<typeof usageReportSchema>;

export const usageQuerySchema = z.object({
  /** The first and last day, UTC, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
