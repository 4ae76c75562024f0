import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { StoreWriter } from '../../../src/agents/core/ports.ts';
import { conversationRow, insertChain, messageRow, someMoment } from './sample-rows.ts';
import type { Subject } from './subject.ts';

/** Messages: kept, walked, branched, taken out. */
export function describeMessages(subject: Subject): void {
  const { write, read, reopen } = subject;

  describe('messages', () => {
    beforeEach(() => write((writer) => writer.insertConversation(conversationRow('c_1'))));

    it('gives back what was put in, also after opening again', async () => {
      const row = messageRow('m_1', 'c_1', {
        role: 'assistant',
        content: 'Grüße, 世界 👩‍👩‍👧 — “x”\r\n\t\u2028 end',
        thinking: 'Let me see.',
        intent: 'fix',
        context: [
          {
            kind: 'selection',
            path: 'src/a.ts',
            uri: 'file:///src/a.ts',
            languageId: 'typescript',
            startLine: 1,
            endLine: 2,
            text: 'const a = 1;',
            truncated: false,
          },
        ],
        editedAt: someMoment,
        state: 'failed',
        finishReason: 'error',
        agentId: 'conversation',
        model: 'local/built-in',
        usage: { inputTokens: 1, outputTokens: 2, costUsd: 0.1 },
        durationMs: 12.5,
        error: { code: 'network', message: 'No answer.', details: { retryAfterMs: 10 } },
        tools: [{ callId: 't', name: 'search', title: '“x”', ok: true, summary: '3 files', durationMs: 1 }],
        notices: ['Older messages were left out.'],
        lastSeq: 42,
      });
      await write((writer) => writer.insertMessage(row));
      assert.deepEqual(await read((reader) => reader.getMessage('m_1')), row);
      await reopen();
      assert.deepEqual(await read((reader) => reader.getMessage('m_1')), row);
    });

    it('changes only what a patch names', async () => {
      const row = messageRow('m_1', 'c_1', { state: 'streaming' });
      await write((writer) => writer.insertMessage(row));
      const patch = { content: 'Done.', state: 'complete', usage: null, lastSeq: 3 } as const;
      await write((writer) => writer.updateMessage('m_1', patch));
      assert.deepEqual(await read((reader) => reader.getMessage('m_1')), { ...row, ...patch });
    });

    it('refuses a message without its conversation or parent, a known id, and a change of nothing', async () => {
      const refused = async (code: string, work: (writer: StoreWriter) => Promise<void>): Promise<void> => {
        await assert.rejects(write(work), { code });
      };
      await refused('not_found', (writer) => writer.insertMessage(messageRow('m_1', 'c_0')));
      await refused('not_found', (writer) =>
        writer.insertMessage(messageRow('m_1', 'c_1', { parentMessageId: 'm_0' })),
      );
      await refused('not_found', (writer) => writer.updateMessage('m_0', { content: 'x' }));
      await write((writer) => writer.insertMessage(messageRow('m_1', 'c_1')));
      await refused('conflict', (writer) => writer.insertMessage(messageRow('m_1', 'c_1')));
      await refused('invalid_request', (writer) => writer.updateMessage('m_1', { parentMessageId: 'm_1' }));
    });

    it('walks from a leaf to the first message, or as far as asked', async () => {
      await write((writer) => insertChain(writer, 'c_1', 30));
      const path = async (leaf: string, limit: number): Promise<string[]> =>
        (await read((reader) => reader.listPath(leaf, limit))).map((row) => row.id);
      assert.deepEqual(await path('m_3', 10), ['m_1', 'm_2', 'm_3']);
      assert.deepEqual(await path('m_30', 2), ['m_29', 'm_30']);
      assert.equal((await path('m_30', Number.MAX_SAFE_INTEGER)).length, 30);
      assert.deepEqual(await path('m_30', 0), []);
      assert.deepEqual(await path('m_0', 5), []);
    });

    /** m_1 ─ m_2 ─ m_3, m_1 ─ m_4 ─ m_5, and m_6 beside m_1. */
    async function insertTree(): Promise<void> {
      await write(async (writer) => {
        const parents = { m_1: null, m_2: 'm_1', m_3: 'm_2', m_4: 'm_1', m_5: 'm_4', m_6: null };
        for (const [id, parentMessageId] of Object.entries(parents)) {
          await writer.insertMessage(messageRow(id, 'c_1', { parentMessageId }));
        }
        await writer.insertConversation(conversationRow('c_2'));
        await writer.insertMessage(messageRow('n_1', 'c_2'));
      });
    }

    it('shows each branch by its leaf, and all branches parents first', async () => {
      await insertTree();
      const path = async (leaf: string): Promise<string[]> =>
        (await read((reader) => reader.listPath(leaf, 50))).map((row) => row.id);
      assert.deepEqual(await path('m_3'), ['m_1', 'm_2', 'm_3']);
      assert.deepEqual(await path('m_5'), ['m_1', 'm_4', 'm_5']);
      const all = (await read((reader) => reader.listAllMessages('c_1'))).map((row) => row.id);
      assert.deepEqual(all, ['m_1', 'm_2', 'm_3', 'm_4', 'm_5', 'm_6']);
    });

    it('knows the versions beside a message, also of first messages and of many at once', async () => {
      await insertTree();
      const siblings = await read((reader) => reader.listSiblings(['m_2', 'm_1', 'm_3', 'n_1', 'm_0']));
      assert.deepEqual(Object.fromEntries(siblings), {
        m_1: ['m_1', 'm_6'],
        m_2: ['m_2', 'm_4'],
        m_3: ['m_3'],
        n_1: ['n_1'],
      });
      await write(async (writer) => {
        for (let index = 0; index < 250; index += 1) {
          await writer.insertMessage(messageRow(`s_${index}`, 'c_1', { parentMessageId: 'm_5' }));
        }
      });
      const ids = Array.from({ length: 250 }, (_, index) => `s_${index}`);
      const many = await read((reader) => reader.listSiblings(ids));
      assert.equal(many.size, 250);
      assert.deepEqual(many.get('s_249'), ids);
      assert.equal((await read((reader) => reader.listSiblings([]))).size, 0);
    });

    it('finds the end of the newest branch below a message', async () => {
      await insertTree();
      const leaf = (id: string): Promise<string> => read((reader) => reader.findLeaf(id));
      assert.deepEqual(await Promise.all(['m_1', 'm_2', 'm_5', 'm_6'].map(leaf)), ['m_5', 'm_3', 'm_5', 'm_6']);
    });

    it('takes a message out with all below it and says how many', async () => {
      await insertTree();
      assert.equal(await write((writer) => writer.deleteMessageTree('m_4', someMoment)), 2);
      assert.equal(await write((writer) => writer.deleteMessageTree('m_4', someMoment)), 0);
      await read(async (reader) => {
        assert.equal(await reader.getMessage('m_5'), undefined);
        assert.equal(await reader.findLeaf('m_1'), 'm_3');
        assert.deepEqual((await reader.listSiblings(['m_2'])).get('m_2'), ['m_2']);
        assert.deepEqual(await reader.listPath('m_5', 10), []);
        assert.equal((await reader.listAllMessages('c_1')).length, 4);
      });
    });

    it('sees within a transaction what it wrote', async () => {
      await write(async (writer) => {
        await insertChain(writer, 'c_1', 2);
        assert.equal((await writer.listPath('m_2', 5)).length, 2);
        await writer.updateMessage('m_2', { content: 'new' });
        assert.equal((await writer.getMessage('m_2'))?.content, 'new');
      });
    });
  });
}
