import * as vscode from 'vscode';
import type { Clock, ModelProvider } from '../../agents/core/ports.ts';
import { createVscodeProvider } from '../../agents/models/vscode/vscode-provider.ts';

const clock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    }),
};

/** The models that other extensions offer inside this editor, as a provider of the host. */
export function createEditorModels(): ModelProvider {
  const { lm, LanguageModelChatMessage } = vscode;
  return createVscodeProvider<vscode.LanguageModelChatMessage>({
    lm: { selectChatModels: (selector) => lm.selectChatModels(selector) },
    messages: {
      User: (content) => LanguageModelChatMessage.User(content),
      Assistant: (content) => LanguageModelChatMessage.Assistant(content),
    },
    clock,
  });
}
