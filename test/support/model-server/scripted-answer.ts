/** An answer before it is written in a maker's way. */
export interface ScriptedAnswer {
  readonly parts: readonly { readonly type: 'text' | 'thinking'; readonly delta: string }[];
  readonly finish: 'stop' | 'length' | 'refusal';
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The failures that every maker tells in its own way. */
export type ScriptedFailure =
  | 'wrong_key'
  | 'permission_denied'
  | 'rate_limited'
  | 'overloaded'
  | 'context_too_long'
  | 'model_not_found'
  | 'refused'
  | 'no_credit'
  | 'provider_error';
