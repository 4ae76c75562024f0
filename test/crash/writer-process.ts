import { writeSync } from 'node:fs';
import { openStore } from '../../src/agents/store/open-store.ts';
import { conversationRow, messageRow, runRow, textEvent } from '../contract/store/sample-rows.ts';
import { storeAssets } from '../contract/store/stores.ts';

/**
 * A process that writes until it is killed. Each transaction has rows in four tables; its number is printed only when it
 * was acknowledged.
 */
const [, , folder, name, first] = process.argv;
if (folder === undefined || name === undefined) throw new TypeError('usage: writer-process FOLDER NAME FIRST');

const store = await openStore({ folder, ...storeAssets, snapshotJournalBytes: 48 * 1024, lockLimitMs: 30_000 });

async function writeOne(number: number): Promise<void> {
  const id = `${name}_${number}`;
  await store.write(async (writer) => {
    await writer.insertConversation(conversationRow(`c_${id}`, { title: id }));
    await writer.insertMessage(messageRow(`q_${id}`, `c_${id}`, { content: `${id} `.repeat(40) }));
    await writer.insertMessage(messageRow(`a_${id}`, `c_${id}`, { parentMessageId: `q_${id}` }));
    await writer.insertRun(runRow(`a_${id}`, `c_${id}`));
    await writer.appendEvents([textEvent(`a_${id}`, 1, 'one'), textEvent(`a_${id}`, 2, 'two')]);
  });
  writeSync(1, `${number}\n`);
}

for (let number = Number(first); ; number += 3) {
  await Promise.all([writeOne(number), writeOne(number + 1), writeOne(number + 2)]);
}
