import type { RunEvent } from '../../protocol/events.ts';

/** The same events with neighbouring deltas of one kind joined; a joined event has the last one's number and moment. */
export function coalesceDeltas(events: readonly RunEvent[]): RunEvent[] {
  const joined: RunEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (last !== undefined && (event.type === 'text' || event.type === 'thinking') && last.type === event.type) {
      joined[joined.length - 1] = {
        ...event,
        data: { offset: last.data.offset, delta: last.data.delta + event.data.delta },
      };
    } else {
      joined.push(event);
    }
  }
  return joined;
}
