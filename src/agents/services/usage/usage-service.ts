import type { Principal, Store, UsageFilter } from '../../core/ports.ts';
import type { UsageReport, UsageRow } from '../../protocol/usage.ts';

type Question = Pick<UsageFilter, 'groupBy'> & {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly conversationId?: string;
  readonly agentId?: string;
  readonly workflowId?: string;
};

function addRows(rows: readonly UsageRow[]): UsageRow {
  const total = { key: 'total', answers: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, unpricedAnswers: 0 };
  for (const row of rows) {
    total.answers += row.answers;
    total.inputTokens += row.inputTokens;
    total.outputTokens += row.outputTokens;
    total.costUsd += row.costUsd;
    total.unpricedAnswers += row.unpricedAnswers;
  }
  return total;
}

/** What answers have used, summed by day, month, model or agent. */
export class UsageService {
  readonly #store: Store;

  constructor(options: { readonly store: Store }) {
    this.#store = options.store;
  }

  async report(principal: Principal, question: Question): Promise<UsageReport> {
    const { from, to, ...filter } = question;
    const rows = await this.#store.read((reader) =>
      reader.sumUsage({
        ...filter,
        userId: principal.userId,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
    );
    return { rows, total: addRows(rows) };
  }
}
