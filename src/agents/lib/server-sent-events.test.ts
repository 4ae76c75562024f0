import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseServerSentEvents, toServerSentEvent, type ServerSentEvent } from './server-sent-events.ts';

async function parse(bytes: Uint8Array, cuts: readonly number[]): Promise<ServerSentEvent[]> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      places.slice(1).forEach((end, index) => controller.enqueue(bytes.slice(places[index], end)));
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of parseServerSentEvents(body)) events.push(event);
  return events;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('Server-Sent Events', () => {
  it('survive every way to cut the bytes, with any text inside', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'binary' }).map((text) => text.replace(/\r/g, '')),
          { maxLength: 5 },
        ),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (texts, cuts) => {
          const wire = texts
            .map((data, index) => toServerSentEvent({ id: String(index), event: 'text', data }))
            .join('');
          const events = await parse(encode(wire), cuts);
          // A lone surrogate cannot be encoded: it arrives as the replacement character.
          assert.deepEqual(
            events.map(({ data }) => data),
            texts.map((text) => text.toWellFormed()),
          );
        },
      ),
    );
  });

  it('take carriage returns, comments, unknown fields and a missing space', async () => {
    const wire = ': hello\r\nid:7\r\nevent:status\r\nretry: 10\r\ndata:{"a":\r\ndata: 1}\r\n\r\n';
    const expected = [{ id: '7', event: 'status', data: '{"a":\n1}' }];
    for (let cut = 0; cut <= wire.length; cut += 1) assert.deepEqual(await parse(encode(wire), [cut]), expected);
  });

  it('drop a last event that was cut off', async () => {
    assert.deepEqual(await parse(encode('data: one\n\ndata: tw'), []), [{ id: '', event: 'message', data: 'one' }]);
  });
});
