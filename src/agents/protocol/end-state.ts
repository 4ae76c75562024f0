const endStates: ReadonlySet<string> = new Set(['complete', 'stopped', 'failed', 'interrupted']);

/** True for the run states after which a stream ends. */
export function isEndState(state: string): boolean {
  return endStates.has(state);
}
