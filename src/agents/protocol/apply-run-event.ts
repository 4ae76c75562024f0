import type { RunEvent } from './events.ts';
import type { Message, ToolLine } from './message.ts';

/** The part of a message that its run writes, and the reasoning beside it. */
export type Answer = Pick<
  Message,
  'content' | 'state' | 'finishReason' | 'agentId' | 'model' | 'usage' | 'error' | 'tools' | 'notices' | 'lastSeq'
> & { readonly thinking: string };

export const emptyAnswer: Answer = {
  content: '',
  thinking: '',
  state: 'queued',
  finishReason: null,
  agentId: null,
  model: null,
  usage: null,
  error: null,
  tools: [],
  notices: [],
  lastSeq: 0,
};

function extend(text: string, data: { delta: string; offset: number }): string {
  const known = text.length - data.offset;
  return known <= 0 ? text + data.delta : text + data.delta.slice(known);
}

function endTool(tools: readonly ToolLine[], data: Extract<RunEvent, { type: 'tool_result' }>['data']): ToolLine[] {
  return tools.map((tool) =>
    tool.callId === data.callId ? { ...tool, ok: data.ok, summary: data.summary, durationMs: data.durationMs } : tool,
  );
}

/**
 * What an answer is after one more event: the meaning of every event, for the host and for every face. An event that
 * is already contained changes nothing, so a stream may be resumed with overlap.
 */
export function applyRunEvent<A extends Answer>(answer: A, event: RunEvent): A {
  if (event.seq <= answer.lastSeq) return answer;
  const next = { ...answer, lastSeq: event.seq };
  switch (event.type) {
    case 'text':
      return { ...next, content: extend(answer.content, event.data) };
    case 'thinking':
      return { ...next, thinking: extend(answer.thinking, event.data) };
    case 'tool_call':
      return { ...next, tools: [...answer.tools, { ...event.data, ok: null, summary: '', durationMs: null }] };
    case 'tool_result':
      return { ...next, tools: endTool(answer.tools, event.data) };
    case 'route':
      return { ...next, agentId: event.data.agentId, model: event.data.model };
    case 'usage':
      return { ...next, usage: event.data };
    case 'status':
      return { ...next, state: event.data.state, finishReason: event.data.finishReason ?? answer.finishReason };
    case 'notice':
      return { ...next, notices: [...answer.notices, event.data.message] };
    case 'error':
      return { ...next, error: event.data };
  }
}
