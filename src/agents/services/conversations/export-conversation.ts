import type { Clock, MessageRow } from '../../core/ports.ts';
import type { Conversation } from '../../protocol/conversation.ts';
import type { ConversationDocument, ConversationExport } from '../../protocol/export.ts';
import type { Message } from '../../protocol/message.ts';

function toFileName(title: string, ending: string): string {
  const stem = title
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${stem === '' ? 'conversation' : stem}.${ending}`;
}

/** The whole conversation, every branch, readable by a program. */
export function exportAsJson(options: {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
  readonly rows: readonly MessageRow[];
  readonly clock: Clock;
}): ConversationExport {
  const { conversation, messages, rows, clock } = options;
  const document: ConversationDocument = {
    format: 'conductor.conversation',
    version: 1,
    exportedAt: clock.now(),
    conversation,
    messages: [...messages],
    thinking: Object.fromEntries(rows.filter((row) => row.thinking !== '').map((row) => [row.id, row.thinking])),
  };
  return {
    fileName: toFileName(conversation.title, 'json'),
    mediaType: 'application/json',
    text: `${JSON.stringify(document, null, 2)}\n`,
  };
}

function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}

function toMarkdown(row: MessageRow): string {
  const who = row.role === 'user' ? 'You' : `Conductor${row.model === null ? '' : ` (${row.model})`}`;
  const context = row.context.map((item) => {
    const fence = fenceFor(item.text);
    return `${item.path}:${item.startLine}-${item.endLine}\n\n${fence}${item.languageId}\n${item.text}\n${fence}\n`;
  });
  const ending = row.state === 'complete' ? [] : [`_${row.error?.message ?? `This answer was ${row.state}.`}_\n`];
  return [`## ${who} · ${row.createdAt}\n`, ...context, `${row.content}\n`, ...ending].join('\n');
}

/** The branch that is shown, readable by people. */
export function exportAsMarkdown(conversation: Conversation, rows: readonly MessageRow[]): ConversationExport {
  return {
    fileName: toFileName(conversation.title, 'md'),
    mediaType: 'text/markdown',
    text: [`# ${conversation.title}\n`, ...rows.map(toMarkdown)].join('\n'),
  };
}
