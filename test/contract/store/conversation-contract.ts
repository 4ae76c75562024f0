import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { conversationRow, insertChain, someMoment } from './sample-rows.ts';
import type { Subject } from './subject.ts';

/** Conversations: kept, listed, searched, deleted. */
export function describeConversations(subject: Subject): void {
  const { write, read, reopen } = subject;

  describe('conversations', () => {
    it('gives back what was put in, also after opening again', async () => {
      const row = conversationRow('c_1', {
        projectId: 'p_1',
        workflowId: 'w_1',
        model: 'anthropic/claude',
        isArchived: true,
        isPinned: true,
        settings: { temperature: 0.3, topP: 1, maxOutputTokens: 100, systemPrompt: 'Be short.' },
        tokenCount: 12,
        messageCount: 3,
        activeMessageId: 'm_9',
      });
      await write((writer) => writer.insertConversation(row));
      assert.deepEqual(await read((reader) => reader.getConversation('c_1')), row);
      await reopen();
      assert.deepEqual(await read((reader) => reader.getConversation('c_1')), row);
    });

    it('has no conversation that was never made', async () => {
      assert.equal(await read((reader) => reader.getConversation('c_0')), undefined);
    });

    it('changes only what a patch names', async () => {
      const row = conversationRow('c_1', { tokenCount: 7, model: 'local/built-in' });
      await write((writer) => writer.insertConversation(row));
      await write((writer) => writer.updateConversation('c_1', { title: 'Renamed', model: null }));
      const expected = { ...row, title: 'Renamed', model: null };
      assert.deepEqual(await read((reader) => reader.getConversation('c_1')), expected);
    });

    it('refuses to change one that does not exist, and one with a known id', async () => {
      await assert.rejects(
        write((writer) => writer.updateConversation('c_0', { title: 'x' })),
        { code: 'not_found' },
      );
      await write((writer) => writer.insertConversation(conversationRow('c_1')));
      await assert.rejects(
        write((writer) => writer.insertConversation(conversationRow('c_1'))),
        { code: 'conflict' },
      );
    });

    it('lists pinned ones first, then the newest, then by id, and only the user’s', async () => {
      await write(async (writer) => {
        const at = (minute: number): string => `2026-11-21T09:0${minute}:00.000Z`;
        await writer.insertConversation(conversationRow('c_a', { lastMessageAt: at(1) }));
        await writer.insertConversation(conversationRow('c_b', { lastMessageAt: at(3) }));
        await writer.insertConversation(conversationRow('c_c', { lastMessageAt: at(3) }));
        await writer.insertConversation(conversationRow('c_d', { lastMessageAt: at(0), isPinned: true }));
        await writer.insertConversation(conversationRow('c_e', { lastMessageAt: at(2), isPinned: true }));
        await writer.insertConversation(conversationRow('c_f', { isArchived: true }));
        await writer.insertConversation(conversationRow('c_g', { userId: 'somebody' }));
      });
      const list = (isArchived: boolean) =>
        read(async (reader) => {
          const page = await reader.listConversations({ userId: 'local', isArchived, limit: 50 });
          assert.equal(page.nextCursor, null);
          return page.rows.map((row) => row.id);
        });
      assert.deepEqual(await list(false), ['c_e', 'c_d', 'c_c', 'c_b', 'c_a']);
      assert.deepEqual(await list(true), ['c_f']);
    });

    it('pages through everything once, also while conversations are added in front', async () => {
      const ids = Array.from({ length: 23 }, (_, index) => `c_${String(index).padStart(2, '0')}`);
      await write(async (writer) => {
        for (const [index, id] of ids.entries()) {
          const lastMessageAt = `2026-11-2${Math.floor(index / 10)}T00:00:00.000Z`;
          await writer.insertConversation(conversationRow(id, { lastMessageAt, isPinned: index % 5 === 0 }));
        }
      });
      const seen: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await read((reader) =>
          reader.listConversations({
            userId: 'local',
            isArchived: false,
            limit: 4,
            ...(cursor === undefined ? {} : { cursor }),
          }),
        );
        seen.push(...page.rows.map((row) => row.id));
        cursor = page.nextCursor ?? undefined;
        pages += 1;
        const lastMessageAt = `2026-12-0${pages}T00:00:00.000Z`;
        await write((writer) =>
          writer.insertConversation(conversationRow(`c_new${pages}`, { lastMessageAt, isPinned: true })),
        );
      } while (cursor !== undefined);
      assert.equal(pages, 6);
      assert.deepEqual([...seen].sort(), ids);
    });

    it('refuses a cursor that is not its own', async () => {
      for (const cursor of ['nonsense', Buffer.from('[1]').toString('base64url')]) {
        await assert.rejects(
          read((reader) => reader.listConversations({ userId: 'local', isArchived: false, limit: 4, cursor })),
          { code: 'invalid_request' },
        );
      }
    });

    it('finds titles by all of some words, in any case and script', async () => {
      await write(async (writer) => {
        await writer.insertConversation(conversationRow('c_1', { title: 'Die Straße nach Süden' }));
        await writer.insertConversation(conversationRow('c_2', { title: 'ΟΔΟΣ προς νότο' }));
        await writer.insertConversation(conversationRow('c_3', { title: '100% of _retry\\' }));
        await writer.insertConversation(conversationRow('c_4', { title: 'Retry' }));
      });
      const find = async (query: string): Promise<string[]> => {
        const filter = { userId: 'local', isArchived: false, limit: 50, query };
        return (await read((reader) => reader.listConversations(filter))).rows.map((row) => row.id).sort();
      };
      assert.deepEqual(await find('SÜDEN strasse'), ['c_1']);
      assert.deepEqual(await find('straße norden'), []);
      assert.deepEqual(await find('οδος'), ['c_2']);
      assert.deepEqual(await find('100%'), ['c_3']);
      assert.deepEqual(await find('_RETRY\\'), ['c_3']);
      assert.deepEqual(await find('retry'), ['c_3', 'c_4']);
      assert.deepEqual(await find('  '), ['c_1', 'c_2', 'c_3', 'c_4']);
    });

    it('finds a renamed one by its new title only', async () => {
      await write((writer) => writer.insertConversation(conversationRow('c_1', { title: 'Before' })));
      await write((writer) => writer.updateConversation('c_1', { title: 'After' }));
      const count = async (query: string): Promise<number> => {
        const filter = { userId: 'local', isArchived: false, limit: 50, query };
        return (await read((reader) => reader.listConversations(filter))).rows.length;
      };
      assert.deepEqual([await count('before'), await count('after')], [0, 1]);
    });

    it('hides a deleted one with its messages everywhere, and brings all back', async () => {
      await write(async (writer) => {
        await writer.insertConversation(conversationRow('c_1'));
        await insertChain(writer, 'c_1', 2);
      });
      const see = () =>
        read(async (reader) => ({
          conversation: (await reader.getConversation('c_1'))?.id,
          listed: (await reader.listConversations({ userId: 'local', isArchived: false, limit: 5 })).rows.length,
          message: (await reader.getMessage('m_2'))?.id,
          path: (await reader.listPath('m_2', 10)).length,
          all: (await reader.listAllMessages('c_1')).length,
          siblings: (await reader.listSiblings(['m_2'])).size,
        }));
      const before = { conversation: 'c_1', listed: 1, message: 'm_2', path: 2, all: 2, siblings: 1 };
      assert.deepEqual(await see(), before);
      await write((writer) => writer.setConversationDeleted('c_1', someMoment));
      const hidden = { conversation: undefined, listed: 0, message: undefined, path: 0, all: 0, siblings: 0 };
      assert.deepEqual(await see(), hidden);
      await write((writer) => writer.setConversationDeleted('c_1', null));
      assert.deepEqual(await see(), before);
    });
  });
}
