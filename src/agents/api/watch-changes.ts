import type { Configuration, Store } from '../core/ports.ts';
import { Waker } from '../lib/waker.ts';
import type { Change } from '../protocol/events.ts';

/** A reader that is this far behind is told once to read everything again. */
const mostWaiting = 200;

/** What changes from now on, in the store or in the configuration, until the signal stops it. */
export async function* watchChanges(
  { store, configuration }: { readonly store: Store; readonly configuration: Configuration },
  signal: AbortSignal,
): AsyncGenerator<Change> {
  let waiting: Change[] = [];
  const waker = new Waker();
  const add = (changes: readonly Change[]): void => {
    for (const change of changes) {
      const known = waiting.some(
        ({ area, conversationId }) => area === change.area && conversationId === change.conversationId,
      );
      if (!known) waiting.push(change);
    }
    if (waiting.length > mostWaiting) {
      waiting = (['conversations', 'messages', 'settings', 'models'] as const).map((area) => ({
        area,
        conversationId: null,
      }));
    }
    waker.wake();
  };
  const subscriptions = [
    store.onChange(add),
    configuration.onChange(() =>
      add([
        { area: 'models', conversationId: null },
        { area: 'settings', conversationId: null },
      ]),
    ),
  ];
  try {
    while (!signal.aborted) {
      const change = waiting.shift();
      if (change === undefined) await waker.wait(signal);
      else yield change;
    }
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}
