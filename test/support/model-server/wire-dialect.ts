import type { WireReply } from './model-server.ts';
import type { ScriptedAnswer, ScriptedFailure } from './scripted-answer.ts';

/** How one maker writes answers, failures and lists. */
export interface WireDialect {
  /** Each piece is one whole event of the stream. */
  readonly frames: (answer: ScriptedAnswer) => readonly string[];
  /** How many of the frames must have arrived for the answer to be whole. */
  readonly wholeAfter: (answer: ScriptedAnswer) => number;
  readonly failure: (failure: ScriptedFailure, headers?: Readonly<Record<string, string>>) => WireReply;
  /** One event that tells of a failure, inside of a stream that began well. */
  readonly failureFrame: (failure: 'overloaded' | 'provider_error') => string;
  /** An event of a type that does not exist yet. */
  readonly unknownFrame: string;
  readonly models: (ids: readonly string[]) => WireReply;
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, pieces: [JSON.stringify(body)] };
}
