import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { conversationRow, runRow, textEvent, usageEntry } from './sample-rows.ts';
import type { Subject } from './subject.ts';

/** Runs, their events, and the sums of what they used. */
export function describeRuns(subject: Subject): void {
  const { write, read } = subject;

  describe('runs and their events', () => {
    beforeEach(() => write((writer) => writer.insertConversation(conversationRow('c_1'))));

    it('keeps a run and its changes', async () => {
      const row = runRow('m_1', 'c_1');
      await write((writer) => writer.insertRun(row));
      assert.deepEqual(await read((reader) => reader.getRun('m_1')), row);
      await write((writer) => writer.updateRun('m_1', { stopRequested: true, owner: '3:4:boot' }));
      await write((writer) => writer.updateRun('m_1', { state: 'streaming' }));
      const expected = { ...row, stopRequested: true, owner: '3:4:boot', state: 'streaming' };
      assert.deepEqual(await read((reader) => reader.getRun('m_1')), expected);
      assert.equal(await read((reader) => reader.getRun('m_0')), undefined);
      await assert.rejects(
        write((writer) => writer.updateRun('m_0', { state: 'failed' })),
        { code: 'not_found' },
      );
    });

    it('lists the runs that have not ended, the oldest first', async () => {
      await write(async (writer) => {
        const states = ['queued', 'thinking', 'streaming', 'complete', 'stopped', 'failed', 'interrupted'] as const;
        for (const [index, state] of states.entries()) {
          const startedAt = `2026-11-21T09:00:0${9 - index}.000Z`;
          await writer.insertRun(runRow(`r_${state}`, 'c_1', { state, startedAt }));
        }
      });
      const open = async (): Promise<string[]> =>
        (await read((reader) => reader.listOpenRuns())).map((run) => run.streamId);
      assert.deepEqual(await open(), ['r_streaming', 'r_thinking', 'r_queued']);
      await write((writer) => writer.updateRun('r_thinking', { state: 'complete' }));
      assert.deepEqual(await open(), ['r_streaming', 'r_queued']);
    });

    it('gives the events behind a number in their order, and refuses a number twice', async () => {
      await write((writer) => writer.insertRun(runRow('m_1', 'c_1')));
      const events = [1, 2, 5, 9].map((seq) => textEvent('m_1', seq, `part ${seq}`));
      await write((writer) => writer.appendEvents(events));
      assert.deepEqual(await read((reader) => reader.listEvents('m_1', 0)), events);
      assert.deepEqual(await read((reader) => reader.listEvents('m_1', 2)), events.slice(2));
      assert.deepEqual(await read((reader) => reader.listEvents('m_1', 9)), []);
      await assert.rejects(
        write((writer) => writer.appendEvents([textEvent('m_1', 10, 'x'), textEvent('m_1', 5, 'x')])),
        { code: 'conflict' },
      );
      assert.deepEqual(await read((reader) => reader.listEvents('m_1', 0)), events);
    });
  });

  describe('usage', () => {
    beforeEach(() =>
      write(async (writer) => {
        const entries = [
          { createdAt: '2026-10-31T23:59:59.999Z', model: 'a/x', costUsd: 1 },
          { createdAt: '2026-11-01T00:00:00.000Z', model: 'a/x', costUsd: null, agentId: 'other' },
          { createdAt: '2026-11-01T23:59:59.999Z', model: 'b/y', conversationId: 'c_2' },
          { createdAt: '2026-11-02T00:00:00.000Z', model: 'b/y', workflowId: 'w_1' },
          { createdAt: '2026-11-02T00:00:00.000Z', model: 'b/y', userId: 'somebody' },
        ];
        for (const [index, entry] of entries.entries()) await writer.insertUsage(usageEntry(`u_${index}`, entry));
      }),
    );

    const row = (key: string, answers: number, costUsd: number, unpricedAnswers: number) => ({
      key,
      answers,
      inputTokens: 10 * answers,
      outputTokens: 5 * answers,
      costUsd,
      unpricedAnswers,
    });

    it('sums by day, month, model and agent', async () => {
      const sum = (groupBy: 'day' | 'month' | 'model' | 'agent') =>
        read((reader) => reader.sumUsage({ userId: 'local', groupBy }));
      assert.deepEqual(await sum('day'), [
        row('2026-10-31', 1, 1, 0),
        row('2026-11-01', 2, 0.25, 1),
        row('2026-11-02', 1, 0.25, 0),
      ]);
      assert.deepEqual(await sum('month'), [row('2026-10', 1, 1, 0), row('2026-11', 3, 0.5, 1)]);
      assert.deepEqual(await sum('model'), [row('a/x', 2, 1, 1), row('b/y', 2, 0.5, 0)]);
      assert.deepEqual(await sum('agent'), [row('conversation', 3, 1.5, 0), row('other', 1, 0, 1)]);
    });

    it('counts whole days at both ends, and only what was asked for', async () => {
      const days = async (filter: object): Promise<string[]> =>
        (await read((reader) => reader.sumUsage({ userId: 'local', groupBy: 'day', ...filter }))).map(
          ({ key, answers }) => `${key} ${answers}`,
        );
      assert.deepEqual(await days({ from: '2026-11-01', to: '2026-11-01' }), ['2026-11-01 2']);
      assert.deepEqual(await days({ conversationId: 'c_2' }), ['2026-11-01 1']);
      assert.deepEqual(await days({ agentId: 'other' }), ['2026-11-01 1']);
      assert.deepEqual(await days({ workflowId: 'w_1' }), ['2026-11-02 1']);
      assert.deepEqual(await days({ from: '2027-01-01' }), []);
    });
  });
}
