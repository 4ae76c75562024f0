import type { ModelEvent, ModelMessage, ModelProvider } from '../../src/agents/core/ports.ts';
import type { ContextItem } from '../../src/agents/protocol/context-item.ts';
import type { Intent } from '../../src/agents/protocol/message.ts';

export interface AskOptions {
  readonly intent?: Intent;
  readonly context?: readonly ContextItem[];
  readonly earlier?: readonly ModelMessage[];
  readonly maxOutputTokens?: number | null;
  readonly signal?: AbortSignal;
  /** Sees each event before the next one is asked for. */
  readonly onEvent?: (event: ModelEvent) => void;
}

/** Asks a provider one question and collects its events. */
export async function askProvider(
  provider: ModelProvider,
  words: string,
  options: AskOptions = {},
): Promise<ModelEvent[]> {
  const message: ModelMessage = {
    role: 'user',
    content: words,
    intent: options.intent ?? 'ask',
    context: options.context ?? [],
  };
  const request = {
    model: 'built-in',
    system: '',
    messages: [...(options.earlier ?? []), message],
    maxOutputTokens: options.maxOutputTokens ?? null,
    temperature: null,
    topP: null,
  };
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(request, options.signal ?? new AbortController().signal)) {
    events.push(event);
    options.onEvent?.(event);
  }
  return events;
}

/** The answer's words. */
export function textOf(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.delta : '')).join('');
}

/** An attached text. */
export function attachment(path: string, text: string, patch: Partial<ContextItem> = {}): ContextItem {
  return {
    kind: 'selection',
    path,
    uri: '',
    languageId: '',
    startLine: 1,
    endLine: Math.max(1, text.split('\n').length),
    text,
    truncated: false,
    ...patch,
  };
}
