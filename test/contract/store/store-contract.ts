import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Store, StoreReader, StoreWriter } from '../../../src/agents/core/ports.ts';
import type { Change } from '../../../src/agents/protocol/events.ts';
import { conversationRow, insertChain, messageRow, runRow, someMoment, textEvent, usageEntry } from './sample-rows.ts';

/** What every store must do, whatever lies beneath. `open` opens the store of a folder. */
export function describeStoreContract(name: string, open: (folder: string) => Promise<Store>): void {
  describe(`Store: ${name}`, () => {
    let folder: string;
    let store: Store;

    beforeEach(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-contract-'));
      store = await open(folder);
    });

    afterEach(async () => {
      await store.close();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const write = <T>(work: (writer: StoreWriter) => Promise<T>): Promise<T> => store.write(work);
    const read = <T>(work: (reader: StoreReader) => Promise<T>): Promise<T> => store.read(work);
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await open(folder);
    };

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

    describe('texts and numbers', () => {
      beforeEach(() => write((writer) => writer.insertConversation(conversationRow('c_1'))));

      const awkward: Record<string, string> = {
        'a NUL inside': 'before\0after',
        'a lone high surrogate': 'cut emoji \ud83d',
        'a lone low surrogate': '\ude00 rest',
        'the mark of stored texts': '\u0001p0123',
        'an emoji of several parts': '👩🏽‍🚀',
        'right to left': 'שלום עולם',
        'only spaces': '   \n ',
        empty: '',
      };
      for (const [what, text] of Object.entries(awkward)) {
        it(`keeps ${what}, short and long`, async () => {
          const long = text + 'x'.repeat(40_000) + text;
          await write(async (writer) => {
            await writer.insertMessage(messageRow('m_1', 'c_1', { content: text, thinking: long }));
            await writer.updateConversation('c_1', { title: text });
            await writer.setSetting('note', { text, long });
          });
          await reopen();
          await read(async (reader) => {
            const row = await reader.getMessage('m_1');
            assert.equal(row?.content, text);
            assert.equal(row.thinking, long);
            assert.equal((await reader.getConversation('c_1'))?.title, text);
            assert.deepEqual(await reader.getSetting('note'), { text, long });
          });
        });
      }

      it('keeps texts of a megabyte in every place that holds text', async () => {
        const text = 'ein langer Text mit ü und 世界, '.repeat(32_000);
        const item = {
          kind: 'file',
          path: 'a.ts',
          uri: '',
          languageId: '',
          startLine: 1,
          endLine: 9,
          text,
          truncated: true,
        } as const;
        await write(async (writer) => {
          const changes = { content: text, thinking: `${text}!`, context: [item] };
          await writer.insertMessage(messageRow('m_1', 'c_1', changes));
          await writer.insertRun(runRow('m_1', 'c_1'));
          await writer.appendEvents([textEvent('m_1', 1, text)]);
          await writer.setSetting('instructions', text);
        });
        await reopen();
        await read(async (reader) => {
          const row = await reader.getMessage('m_1');
          assert.equal(row?.content, text);
          assert.equal(row.thinking, `${text}!`);
          assert.deepEqual(row.context, [item]);
          assert.deepEqual(await reader.listEvents('m_1', 0), [textEvent('m_1', 1, text)]);
          assert.equal(await reader.getSetting('instructions'), text);
        });
      });

      it('keeps whole numbers to 2^53 and refuses those beyond', async () => {
        await write((writer) => writer.updateConversation('c_1', { tokenCount: Number.MAX_SAFE_INTEGER }));
        await reopen();
        assert.equal((await read((reader) => reader.getConversation('c_1')))?.tokenCount, Number.MAX_SAFE_INTEGER);
        for (const tokenCount of [2 ** 53, 2 ** 60, -(2 ** 53), NaN, Infinity]) {
          await assert.rejects(
            write((writer) => writer.updateConversation('c_1', { tokenCount })),
            { code: 'invalid_request' },
          );
        }
        assert.equal((await read((reader) => reader.getConversation('c_1')))?.tokenCount, Number.MAX_SAFE_INTEGER);
      });

      it('does not give back a sum that it cannot give exactly', async () => {
        await write(async (writer) => {
          await writer.insertUsage(usageEntry('u_1', { inputTokens: Number.MAX_SAFE_INTEGER }));
          await writer.insertUsage(usageEntry('u_2', { inputTokens: 1 }));
        });
        await assert.rejects(read((reader) => reader.sumUsage({ userId: 'local', groupBy: 'day' })));
      });
    });

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

    describe('settings', () => {
      it('keeps any JSON value, replaces it and takes it out', async () => {
        assert.equal(await read((reader) => reader.getSetting('a')), undefined);
        for (const value of [null, false, 0, 'text', [1, { b: null }], { a: { b: [] } }]) {
          await write((writer) => writer.setSetting('a', value));
          assert.deepEqual(await read((reader) => reader.getSetting('a')), value);
        }
        await write((writer) => writer.setSetting('a', undefined));
        assert.equal(await read((reader) => reader.getSetting('a')), undefined);
      });
    });

    describe('transactions', () => {
      it('keeps all of a transaction or nothing', async () => {
        await assert.rejects(
          write(async (writer) => {
            await writer.insertConversation(conversationRow('c_1'));
            await writer.setSetting('a', 1);
            throw new TypeError('changed my mind');
          }),
          { name: 'TypeError' },
        );
        await read(async (reader) => {
          assert.equal(await reader.getConversation('c_1'), undefined);
          assert.equal(await reader.getSetting('a'), undefined);
        });
      });

      it('keeps the others when one of many concurrent transactions fails', async () => {
        const outcomes = await Promise.allSettled(
          Array.from({ length: 60 }, (_, index) =>
            write(async (writer) => {
              await writer.insertConversation(conversationRow(`c_${index}`));
              if (index % 3 === 0) await writer.insertMessage(messageRow('m_1', 'c_missing'));
            }),
          ),
        );
        assert.equal(outcomes.filter((outcome) => outcome.status === 'rejected').length, 20);
        const filter = { userId: 'local', isArchived: false, limit: 200 };
        assert.equal((await read((reader) => reader.listConversations(filter))).rows.length, 40);
      });

      it('runs read-modify-write transactions one after the other', async () => {
        await write((writer) => writer.setSetting('count', 0));
        await Promise.all(
          Array.from({ length: 50 }, () =>
            write(async (writer) => writer.setSetting('count', ((await writer.getSetting('count')) as number) + 1)),
          ),
        );
        assert.equal(await read((reader) => reader.getSetting('count')), 50);
      });

      it('never shows a reader half a transaction', async () => {
        await write(async (writer) => {
          await writer.setSetting('left', 0);
          await writer.setSetting('right', 0);
        });
        let isDone = false;
        const writing = (async () => {
          for (let value = 1; value <= 40; value += 1) {
            await write(async (writer) => {
              await writer.setSetting('left', value);
              await new Promise<void>((resolve) => setImmediate(resolve));
              await writer.setSetting('right', value);
            });
          }
          isDone = true;
        })();
        let reads = 0;
        while (!isDone) {
          await read(async (reader) => {
            const left = await reader.getSetting('left');
            await new Promise<void>((resolve) => setImmediate(resolve));
            assert.equal(await reader.getSetting('right'), left);
          });
          reads += 1;
        }
        await writing;
        assert.ok(reads > 0);
      });

      it('does not let a reader or writer be used after its end', async () => {
        let kept: StoreReader | undefined;
        await read((reader) => {
          kept = reader;
          return Promise.resolve();
        });
        await assert.rejects(async () => kept?.getSetting('a'), { code: 'internal' });
        let keptWriter: StoreWriter | undefined;
        await write((writer) => {
          keptWriter = writer;
          return Promise.resolve();
        });
        await assert.rejects(async () => keptWriter?.setSetting('a', 1), { code: 'internal' });
      });
    });

    describe('changes', () => {
      it('tells after a commit what to read again, once a thing, and nothing of what failed', async () => {
        const told: { changes: readonly Change[]; foreign: boolean }[] = [];
        const subscription = store.onChange((changes, foreign) => told.push({ changes, foreign }));
        await write(async (writer) => {
          await writer.insertConversation(conversationRow('c_1'));
          await insertChain(writer, 'c_1', 3);
          await writer.updateConversation('c_1', { messageCount: 3 });
          await writer.setSetting('a', 1);
        });
        await assert.rejects(write((writer) => writer.updateConversation('c_0', { title: 'x' })));
        const own = told.filter(({ foreign }) => !foreign);
        assert.deepEqual(own, [
          {
            changes: [
              { area: 'conversations', conversationId: 'c_1' },
              { area: 'messages', conversationId: 'c_1' },
              { area: 'settings', conversationId: null },
            ],
            foreign: false,
          },
        ]);
        subscription.dispose();
        await write((writer) => writer.setSetting('a', 2));
        assert.equal(told.filter(({ foreign }) => !foreign).length, 1);
      });
    });

    describe('the store itself', () => {
      it('says where it is and that it can be written', () => {
        const state = store.state();
        assert.equal(state.folder, folder);
        assert.equal(state.readOnly, null);
        assert.ok(state.sizeBytes > 0);
      });

      it('knows whether an owner is alive', async () => {
        const [pid, start, boot] = store.owner.split(':');
        assert.equal(Number(pid), process.pid);
        assert.equal(await store.isOwnerAlive(store.owner), true);
        for (const dead of [`${pid}:${Number(start) + 1}:${boot}`, `${pid}:${start}:other`, `4194303:1:${boot}`, 'x']) {
          assert.equal(await store.isOwnerAlive(dead), false, dead);
        }
      });

      it('shares its rows with a second store on the same folder', async () => {
        const second = await open(folder);
        try {
          await write((writer) => writer.insertConversation(conversationRow('c_1')));
          assert.equal((await second.read((reader) => reader.getConversation('c_1')))?.id, 'c_1');
          await second.write((writer) => writer.updateConversation('c_1', { title: 'From the second' }));
          assert.equal((await read((reader) => reader.getConversation('c_1')))?.title, 'From the second');
          await Promise.all(
            Array.from({ length: 20 }, (_, index) =>
              (index % 2 === 0 ? store : second).write((writer) =>
                writer.insertConversation(conversationRow(`c_${index + 2}`)),
              ),
            ),
          );
          const filter = { userId: 'local', isArchived: false, limit: 50 };
          assert.equal((await read((reader) => reader.listConversations(filter))).rows.length, 21);
          assert.equal((await second.read((reader) => reader.listConversations(filter))).rows.length, 21);
        } finally {
          await second.close();
        }
      });
    });
  });
}
