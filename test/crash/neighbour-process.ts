import { writeSync } from 'node:fs';
import { openStore } from '../../src/agents/store/open-store.ts';
import { storeAssets } from '../contract/store/stores.ts';

/** A second window: adds to a shared counter and keeps rows of its own, then says what changes of others it was told. */
const [, , folder, name, count] = process.argv;
if (folder === undefined || name === undefined) throw new TypeError('usage: neighbour-process FOLDER NAME COUNT');

const store = await openStore({ folder, ...storeAssets });
let foreign = 0;
store.onChange((changes, isForeign) => {
  if (isForeign) foreign += changes.filter((change) => change.area === 'settings').length;
});
for (let number = 0; number < Number(count); number += 1) {
  await store.write(async (writer) => {
    await writer.setSetting(`${name}_${number}`, number);
    await writer.setSetting('shared', (((await writer.getSetting('shared')) as number | undefined) ?? 0) + 1);
  });
}
await store.close();
writeSync(1, JSON.stringify({ foreign }));
