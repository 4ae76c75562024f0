import { toEditorSchema, type ToEditor } from '../../agents/protocol/editor-bridge.ts';

/** Characters. A message with forty attached files of the largest size still passes. */
const mostBody = 48_000_000;
const mostPath = 8_192;
const mostHeaders = 32;
const mostHeader = 4_096;
const mostShortText = 16_384;

/** The texts of an action that may be as long as an answer or a whole export. */
const longTexts: ReadonlySet<string> = new Set(['text']);

function isRequestBounded({ path, headers, body }: Extract<ToEditor, { kind: 'request' }>): boolean {
  const entries = Object.entries(headers);
  return (
    path.length <= mostPath &&
    (body?.length ?? 0) <= mostBody &&
    entries.length <= mostHeaders &&
    entries.every(([name, value]) => name.length + value.length <= mostHeader)
  );
}

function isActionBounded({ action }: Extract<ToEditor, { kind: 'action' }>): boolean {
  return Object.entries(action).every(
    ([name, value]) => typeof value !== 'string' || value.length <= (longTexts.has(name) ? mostBody : mostShortText),
  );
}

function isBounded(message: ToEditor): boolean {
  if (message.kind === 'request') return isRequestBounded(message);
  if (message.kind === 'action') return isActionBounded(message);
  return true;
}

/** What a webview sent, or null when it is not a message of the contract or is larger than any honest one. */
export function parseMessage(raw: unknown): ToEditor | null {
  const parsed = toEditorSchema.safeParse(raw);
  return parsed.success && isBounded(parsed.data) ? parsed.data : null;
}
