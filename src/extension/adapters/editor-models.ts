import * as vscode from 'vscode';
import type { ModelProvider } from '../../agents/core/ports.ts';
import { createEditorModelProvider } from '../../agents/host/create-editor-model-provider.ts';
import { rememberModels } from './remember-models.ts';
import { systemClock } from './system-clock.ts';

/** Whether this editor ever had models to offer: only then is it worth waiting for them. */
const seenKey = 'conductor.editorModels.seen';

export interface EditorModelsOptions {
  /** Remembers over restarts. */
  readonly memory: vscode.Memento;
  /** True where the editor itself is asking us for models, and would wait for its own answer. */
  readonly isEditorAsking: () => boolean;
  readonly onChange: () => void;
}

/** The models that other extensions offer inside this editor, as a provider of the host. */
export function createEditorModels({ memory, isEditorAsking, onChange }: EditorModelsOptions): ModelProvider {
  const { lm, LanguageModelChatMessage } = vscode;
  const provider = createEditorModelProvider<vscode.LanguageModelChatMessage>({
    lm: {
      // Some are offered to the editor's own agents only; they say that they take no tokens, and answer nothing.
      selectChatModels: async (selector) =>
        (await lm.selectChatModels(selector)).filter(({ maxInputTokens }) => maxInputTokens > 0),
    },
    messages: {
      User: (content) => LanguageModelChatMessage.User(content),
      Assistant: (content) => LanguageModelChatMessage.Assistant(content),
    },
    clock: systemClock,
  });
  return rememberModels(provider, {
    isBlocked: isEditorAsking,
    wereSeen: () => memory.get(seenKey, false),
    setSeen: (seen) => void memory.update(seenKey, seen),
    onChange,
  });
}
