import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { conversationRow, messageRow, runRow, textEvent, usageEntry } from './sample-rows.ts';
import type { Subject } from './subject.ts';

/** What texts, numbers and settings may hold. */
export function describeValues(subject: Subject): void {
  const { write, read, reopen } = subject;

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
}
