import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { StoreReader, StoreWriter } from '../../../src/agents/core/ports.ts';
import type { Change } from '../../../src/agents/protocol/events.ts';
import { conversationRow, insertChain, messageRow } from './sample-rows.ts';
import type { Subject } from './subject.ts';

/** Transactions, what is told of them, and the store as a whole. */
export function describeTransactions(subject: Subject): void {
  const { write, read, open } = subject;

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
      const done = new AbortController();
      const writing = (async () => {
        for (let value = 1; value <= 40; value += 1) {
          await write(async (writer) => {
            await writer.setSetting('left', value);
            await new Promise<void>((resolve) => setImmediate(resolve));
            await writer.setSetting('right', value);
          });
        }
        done.abort();
      })();
      let reads = 0;
      while (!done.signal.aborted) {
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
      const subscription = subject.store.onChange((changes, foreign) => told.push({ changes, foreign }));
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
      const state = subject.store.state();
      assert.equal(state.folder, subject.folder);
      assert.equal(state.readOnly, null);
      assert.ok(state.sizeBytes > 0);
    });

    it('knows whether an owner is alive', async () => {
      const [pid, start, boot] = subject.store.owner.split(':');
      assert.equal(Number(pid), process.pid);
      assert.equal(await subject.store.isOwnerAlive(subject.store.owner), true);
      for (const dead of [`${pid}:${Number(start) + 1}:${boot}`, `${pid}:${start}:other`, `4194303:1:${boot}`, 'x']) {
        assert.equal(await subject.store.isOwnerAlive(dead), false, dead);
      }
    });

    it('shares its rows with a second store on the same subject.folder', async () => {
      const second = await open(subject.folder);
      try {
        await write((writer) => writer.insertConversation(conversationRow('c_1')));
        assert.equal((await second.read((reader) => reader.getConversation('c_1')))?.id, 'c_1');
        await second.write((writer) => writer.updateConversation('c_1', { title: 'From the second' }));
        assert.equal((await read((reader) => reader.getConversation('c_1')))?.title, 'From the second');
        await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? subject.store : second).write((writer) =>
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
}
