import { crc32 } from 'node:zlib';
import type { Change } from '../../protocol/events.ts';

export type SqlValue = string | number | null;
export type Statement = readonly [sql: string, parameters: readonly SqlValue[]];

/** One transaction: what others are told, and the statements that make it again. */
export interface FrameBody {
  readonly changes: readonly Change[];
  readonly statements: readonly Statement[];
}

export interface Frame {
  /** Rises by one from frame to frame, through all journals of a store. */
  readonly seq: number;
  readonly payload: Uint8Array;
  /** Where the next frame begins. */
  readonly end: number;
}

export interface DamagedRange {
  readonly start: number;
  readonly end: number;
  /** `torn`: the file ends inside it. `checksum`: one whole frame of wrong content. `garbage`: no frame at all. */
  readonly kind: 'torn' | 'checksum' | 'garbage';
}

export interface ScannedFrames {
  readonly frames: Frame[];
  readonly damaged: DamagedRange[];
  /** Behind the last good frame. */
  readonly end: number;
}

/*
 * magic u32 | payload length u32 | seq f64 | payload crc u32 | crc of these twenty bytes u32 | payload, all little endian
 */
const magic = 0x4d52_4643;
export const frameHeaderBytes = 24;

export function encodeFrame(seq: number, body: FrameBody): Uint8Array {
  const changes = body.changes.map(({ area, conversationId }) => [area, conversationId]);
  const payload = Buffer.from(JSON.stringify({ c: changes, s: body.statements }));
  const frame = Buffer.allocUnsafe(frameHeaderBytes + payload.length);
  frame.writeUInt32LE(magic, 0);
  frame.writeUInt32LE(payload.length, 4);
  frame.writeDoubleLE(seq, 8);
  frame.writeUInt32LE(crc32(payload), 16);
  frame.writeUInt32LE(crc32(frame.subarray(0, 20)), 20);
  payload.copy(frame, frameHeaderBytes);
  return frame;
}

/** The payload of a frame whose checksum was right: it holds what {@link encodeFrame} put in. */
export function decodeFrameBody(payload: Uint8Array): FrameBody {
  const { c, s } = JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8')) as {
    c: [Change['area'], string | null][];
    s: Statement[];
  };
  return { changes: c.map(([area, conversationId]) => ({ area, conversationId })), statements: s };
}

type Found = { readonly frame: Frame } | { readonly problem: DamagedRange['kind']; readonly end: number };

function frameAt(bytes: Buffer, offset: number): Found {
  const rest = bytes.length - offset;
  if (rest < frameHeaderBytes) return { problem: 'torn', end: bytes.length };
  const isHeader =
    bytes.readUInt32LE(offset) === magic &&
    bytes.readUInt32LE(offset + 20) === crc32(bytes.subarray(offset, offset + 20));
  if (!isHeader) return { problem: 'garbage', end: bytes.length };
  const end = offset + frameHeaderBytes + bytes.readUInt32LE(offset + 4);
  if (end > bytes.length) return { problem: 'torn', end: bytes.length };
  const payload = bytes.subarray(offset + frameHeaderBytes, end);
  if (crc32(payload) !== bytes.readUInt32LE(offset + 16)) return { problem: 'checksum', end };
  return { frame: { seq: bytes.readDoubleLE(offset + 8), payload, end } };
}

/** Where the zeros begin that a journal ends with: space that was allocated ahead. No frame ends with one. */
function endOfBytes(bytes: Buffer): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return end;
}

/** The next offset where a good frame begins, or the end. */
function nextFrame(bytes: Buffer, from: number): number {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(magic);
  for (let offset = bytes.indexOf(mark, from); offset !== -1; offset = bytes.indexOf(mark, offset + 1)) {
    if ('frame' in frameAt(bytes, offset)) return offset;
  }
  return bytes.length;
}

/**
 * Every good frame in `bytes`, and every stretch between them that is none. Offsets count from `base`. Zeros at the end
 * are nothing.
 */
export function scanFrames(source: Uint8Array, base: number): ScannedFrames {
  const whole = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const bytes = whole.subarray(0, endOfBytes(whole));
  const frames: Frame[] = [];
  const damaged: DamagedRange[] = [];
  let offset = 0;
  let end = 0;
  while (offset < bytes.length) {
    const found = frameAt(bytes, offset);
    if ('frame' in found) {
      offset = found.frame.end;
      end = offset;
      frames.push({ ...found.frame, end: base + offset });
      continue;
    }
    const next = nextFrame(bytes, offset + 1);
    const isTornInside = found.problem === 'torn' && next < bytes.length;
    damaged.push({ start: base + offset, end: base + next, kind: isTornInside ? 'garbage' : found.problem });
    offset = next;
  }
  return { frames, damaged, end: base + end };
}
