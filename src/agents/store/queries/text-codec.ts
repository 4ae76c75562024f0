import { createHash } from 'node:crypto';
import { ConductorError } from '../../protocol/conductor-error.ts';

/** Texts of more bytes than this lie in files of their own. */
const largestInlineBytes = 32 * 1024;

/** Where large texts are kept, by the SHA-256 of their bytes. */
export interface Payloads {
  /** Keeps the bytes by their name; they are on disk when this resolves. */
  put(bytes: Uint8Array): Promise<void>;
  /** @throws ConductorError storage_damaged where they are gone or not what they were. */
  get(sha256: string): Promise<Uint8Array>;
}

/** What a payload is called: the SHA-256 of its bytes. */
export function payloadName(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Keeps all of them before their row is written. */
export async function keepAside(aside: readonly Uint8Array[], payloads: Payloads): Promise<void> {
  for (const bytes of aside) await payloads.put(bytes);
}

/** Begins a stored text that stands for another one: `j` JSON of it, `p` a payload, `q` a payload with JSON of it. */
const escape = '\u0001';

/** SQLite and UTF-8 carry no lone surrogates, and sql.js cuts texts at NUL. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0') && !text.startsWith(escape);
}

function isLarge(text: string): boolean {
  return text.length * 3 > largestInlineBytes && Buffer.byteLength(text) > largestInlineBytes;
}

/** A text as it can stand in a column, whatever characters it holds. */
export function encodeShortText(text: string): string {
  return isPlain(text) ? text : `${escape}j${JSON.stringify(text)}`;
}

export function decodeShortText(stored: string): string {
  return stored.startsWith(`${escape}j`) ? (JSON.parse(stored.slice(2)) as string) : stored;
}

/**
 * A text as it can stand in a column. What is too large for one is added to `aside`, to be kept before the row is
 * written.
 */
export function encodeText(text: string, aside: Uint8Array[]): string {
  if (!isLarge(text)) return encodeShortText(text);
  const plain = isPlain(text);
  const bytes = Buffer.from(plain ? text : JSON.stringify(text));
  aside.push(bytes);
  return `${escape}${plain ? 'p' : 'q'}${payloadName(bytes)}`;
}

/** @throws ConductorError storage_damaged where a large text is gone or was changed. */
export async function decodeText(stored: string, payloads: Payloads): Promise<string> {
  if (!stored.startsWith(escape)) return stored;
  const kind = stored[1];
  if (kind === 'j') return decodeShortText(stored);
  if (kind !== 'p' && kind !== 'q') throw new ConductorError('storage_damaged', 'A text is stored in an unknown way.');
  const text = Buffer.from(await payloads.get(stored.slice(2))).toString('utf8');
  return kind === 'p' ? text : (JSON.parse(text) as string);
}
