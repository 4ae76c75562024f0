import { setImmediate as breathe } from 'node:timers/promises';
import type { Change } from '../../protocol/events.ts';
import type { SqlJsEngine } from '../sql/sqljs-engine.ts';
import { decodeFrameBody, type Frame } from './frame.ts';

/** Frames made again before others get a turn; about ten milliseconds of work. */
const framesAtOnce = 200;

interface Replayed {
  readonly changes: readonly Change[];
  /** Frames whose statements the database refused. They changed nothing. */
  readonly refused: readonly Frame[];
}

function apply(engine: SqlJsEngine, frames: readonly Frame[]): Change[] {
  const changes: Change[] = [];
  engine.execute('BEGIN', []);
  try {
    for (const frame of frames) {
      const body = decodeFrameBody(frame.payload);
      for (const [sql, parameters] of body.statements) engine.execute(sql, parameters);
      changes.push(...body.changes);
    }
    engine.execute('COMMIT', []);
  } catch (error) {
    engine.execute('ROLLBACK', []);
    throw error;
  }
  return changes;
}

function applyOneByOne(engine: SqlJsEngine, frames: readonly Frame[], refused: Frame[]): Change[] {
  return frames.flatMap((frame) => {
    try {
      return apply(engine, [frame]);
    } catch {
      refused.push(frame);
      return [];
    }
  });
}

/** Makes the transactions of a journal again, in their order. */
export async function replay(engine: SqlJsEngine, frames: readonly Frame[]): Promise<Replayed> {
  const changes = new Map<string, Change>();
  const refused: Frame[] = [];
  for (let from = 0; from < frames.length; from += framesAtOnce) {
    const some = frames.slice(from, from + framesAtOnce);
    let told: Change[];
    try {
      told = apply(engine, some);
    } catch {
      // One of them is refused: the others must not go with it.
      told = applyOneByOne(engine, some, refused);
    }
    for (const change of told) changes.set(`${change.area} ${change.conversationId ?? ''}`, change);
    if (from + framesAtOnce < frames.length) await breathe();
  }
  return { changes: [...changes.values()], refused };
}
