import type { ModelEvent } from '../../core/ports.ts';
import {
  applyAdaptations,
  describeAdaptation,
  findAdaptation,
  type Adaptation,
  type RequestBody,
} from './adapt-request.ts';
import { toSaid } from './to-failure.ts';

/** What was learnt of the parameters that models do not take, and what was told of it, while the host lives. */
export interface AdaptationMemory {
  readonly learnt: Map<string, readonly Adaptation[]>;
  readonly told: Set<string>;
}

export function createAdaptationMemory(): AdaptationMemory {
  return { learnt: new Map(), told: new Set() };
}

export interface SendOptions {
  /** With everything that was asked for. */
  readonly body: RequestBody;
  readonly send: (body: RequestBody) => Promise<Response>;
  /** What is known beforehand that the model does not take. */
  readonly known: readonly Adaptation[];
  readonly memory: AdaptationMemory;
  /** Server and model. */
  readonly subject: string;
}

/**
 * Sends a request without what the model is known not to take, and again without what the server then says that it does
 * not take. What was learnt counts for the next request too. Returns what a person should know beside the answer; each
 * thing is told once.
 */
export async function sendAdapting(options: SendOptions): Promise<{ response: Response; notices: ModelEvent[] }> {
  const { memory, subject } = options;
  let learnt = memory.learnt.get(subject) ?? [];
  for (;;) {
    const done = [...options.known, ...learnt];
    try {
      const response = await options.send(applyAdaptations(options.body, done));
      memory.learnt.set(subject, learnt);
      return { response, notices: toNotices(options, done) };
    } catch (cause) {
      const said = toSaid(cause);
      const next = said === null ? null : findAdaptation(applyAdaptations(options.body, done), said, done);
      if (next === null) throw cause;
      learnt = [...learnt, next];
    }
  }
}

function toNotices({ body, memory, subject }: SendOptions, done: readonly Adaptation[]): ModelEvent[] {
  const notices: ModelEvent[] = [];
  for (const adaptation of done) {
    const message = adaptation.parameter in body ? describeAdaptation(adaptation) : null;
    const key = `${subject} ${adaptation.parameter}`;
    if (message === null || memory.told.has(key)) continue;
    memory.told.add(key);
    notices.push({ type: 'notice', message });
  }
  return notices;
}
