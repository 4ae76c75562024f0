import * as vscode from 'vscode';

/*
 * The part of the editor's API for those who provide language models, which is newer than the oldest editor that this
 * extension runs in: final since VS Code 1.104. Written after the published API reference; asked for at run time.
 */

export interface ModelInformation {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly tooltip?: string;
  readonly detail?: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  readonly capabilities: { readonly imageInput?: boolean; readonly toolCalling?: boolean | number };
}

export interface RequestMessage {
  readonly role: vscode.LanguageModelChatMessageRole;
  readonly content: readonly unknown[];
}

export interface ChatModelProvider {
  readonly onDidChangeLanguageModelChatInformation: vscode.Event<void>;
  provideLanguageModelChatInformation(
    options: { readonly silent: boolean },
    token: vscode.CancellationToken,
  ): Promise<ModelInformation[]>;
  provideLanguageModelChatResponse(
    model: ModelInformation,
    messages: readonly RequestMessage[],
    options: unknown,
    progress: vscode.Progress<vscode.LanguageModelTextPart>,
    token: vscode.CancellationToken,
  ): Promise<void>;
  provideTokenCount(model: ModelInformation, text: string | RequestMessage): Promise<number>;
}

interface ProviderRegistry {
  registerLanguageModelChatProvider(vendor: string, provider: ChatModelProvider): vscode.Disposable;
}

function takesProviders(lm: object): lm is ProviderRegistry {
  return 'registerLanguageModelChatProvider' in lm && typeof lm.registerLanguageModelChatProvider === 'function';
}

/** Registers a provider of models; undefined where the editor is too old to take one. */
export function registerChatModelProvider(vendor: string, provider: ChatModelProvider): vscode.Disposable | undefined {
  const { lm } = vscode;
  return takesProviders(lm) ? lm.registerLanguageModelChatProvider(vendor, provider) : undefined;
}
