/**
 * The part of `vscode.lm` and of what it returns that is used here, so that nothing here needs the editor. `M` is the
 * editor's own class of messages, which only the editor can make.
 */
export interface LanguageModelApi<M> {
  selectChatModels(selector?: { vendor?: string; id?: string }): PromiseLike<readonly LanguageModel<M>[]>;
}

export interface LanguageModel<M> {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly family: string;
  readonly version: string;
  readonly maxInputTokens: number;
  sendRequest(
    messages: M[],
    options?: { justification?: string; modelOptions?: Record<string, unknown> },
    token?: CancellationToken,
  ): PromiseLike<{ readonly text: AsyncIterable<string> }>;
  countTokens(text: string, token?: CancellationToken): PromiseLike<number>;
}

/** `vscode.LanguageModelChatMessage`. */
export interface MessageFactory<M> {
  User(content: string): M;
  Assistant(content: string): M;
}

/** `vscode.CancellationToken`. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (
    listener: (event: unknown) => unknown,
    thisArgs?: unknown,
    disposables?: { dispose(): unknown }[],
  ) => { dispose(): unknown };
}

/** An abort signal as the editor's kind of it. */
export function toCancellationToken(signal: AbortSignal): CancellationToken {
  return {
    get isCancellationRequested() {
      return signal.aborted;
    },
    onCancellationRequested(listener, thisArgs, disposables) {
      const onAbort = (): void => {
        listener.call(thisArgs, undefined);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const disposable = { dispose: () => signal.removeEventListener('abort', onAbort) };
      disposables?.push(disposable);
      return disposable;
    },
  };
}
