import { conversationAgent } from '../../core/agents.ts';
import { fitHistory } from '../../core/fit-history.ts';
import type { MessageRow, ModelMessage, Store } from '../../core/ports.ts';
import { toConductorError, toErrorBody } from '../../protocol/conductor-error.ts';
import type { Conversation } from '../../protocol/conversation.ts';
import type { Model } from '../../protocol/model.ts';
import type { ModelService } from '../models/model-service.ts';
import type { PreparedTurn } from '../runs/run-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';

/** No model takes more messages than this; older ones are not even read. */
const mostMessages = 400;

export interface PrepareOptions {
  readonly store: Store;
  readonly models: ModelService;
  readonly settings: SettingsService;
  readonly conversation: Conversation;
  /** The person's message that is to be answered. */
  readonly questionId: string;
  readonly model: string | null;
}

function toModelMessages(rows: readonly MessageRow[]): ModelMessage[] {
  return rows
    .filter((row) => row.role === 'user' || row.content !== '')
    .map(({ role, content, intent, context }) => ({
      role: role === 'user' ? 'user' : 'assistant',
      content,
      intent,
      context,
    }));
}

function toPrice(model: Model): (inputTokens: number, outputTokens: number) => number | null {
  const { inputPriceUsd, outputPriceUsd } = model;
  return (inputTokens, outputTokens) =>
    inputPriceUsd === null || outputPriceUsd === null
      ? null
      : (inputTokens * inputPriceUsd + outputTokens * outputPriceUsd) / 1_000_000;
}

/** Everything a run needs: the model that answers, what it is told, and as much of the conversation as fits. */
export async function prepareTurn(options: PrepareOptions, signal: AbortSignal): Promise<PreparedTurn> {
  const { store, models, settings, conversation, questionId } = options;
  const resolved = await models
    .resolve(options.model, signal)
    .catch((cause: unknown) => toErrorBody(toConductorError(cause)));
  if ('code' in resolved) return { failed: resolved };
  const { model, provider, notice } = resolved;
  const general = await settings.get();
  const { global } = await settings.getInstructions();
  const system = [conversation.settings.systemPrompt ?? conversationAgent.systemPrompt, global]
    .filter((text) => text.trim() !== '')
    .join('\n\n');
  const rows = await store.read((reader) => reader.listPath(questionId, mostMessages));
  const { messages, leftOut } = fitHistory(toModelMessages(rows), system, model.contextTokens);
  return {
    provider,
    agentId: conversation.agentId,
    model: model.ref,
    reason: options.model === null ? 'the default model' : 'the model that was chosen',
    notices: [
      ...(notice === null ? [] : [notice]),
      ...(leftOut === 0
        ? []
        : [`The ${leftOut} oldest messages did not fit into the model’s window and were left out.`]),
    ],
    priceUsd: toPrice(model),
    request: {
      model: model.id,
      system,
      messages,
      maxOutputTokens: conversation.settings.maxOutputTokens ?? general.maxOutputTokens,
      temperature: conversation.settings.temperature ?? general.temperature,
      topP: conversation.settings.topP,
    },
  };
}
