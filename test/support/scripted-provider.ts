import type { ModelEvent, ModelProvider, ModelRequest } from '../../src/agents/core/ports.ts';
import type { Model, ProviderId } from '../../src/agents/protocol/model.ts';

/** A step of a script: an event, or a wait for something outside. */
export type ScriptStep = ModelEvent | (() => Promise<void>);

export interface ScriptedProvider extends ModelProvider {
  readonly requests: ModelRequest[];
}

export function scriptedModel(patch: Partial<Model> = {}): Model {
  return {
    ref: 'openai/scripted',
    provider: 'openai',
    id: 'scripted',
    name: 'Scripted',
    description: '',
    contextTokens: 100_000,
    maxOutputTokens: 4_000,
    inputPriceUsd: 1,
    outputPriceUsd: 10,
    capabilities: { tools: false, vision: false, thinking: false },
    deprecatedOn: null,
    retiresOn: null,
    successor: null,
    unusable: null,
    ...patch,
  };
}

/** A provider that plays one script an answer, the last one again and again; it obeys the signal as the port demands. */
export function createScriptedProvider(
  scripts: readonly (readonly ScriptStep[])[],
  options: { id?: ProviderId; models?: readonly Model[] } = {},
): ScriptedProvider {
  const requests: ModelRequest[] = [];
  const id = options.id ?? 'openai';
  return {
    id,
    requests,
    describe: () =>
      Promise.resolve({
        id,
        name: 'Scripted',
        json_mode: false,
        structured_output: false,
        available: true,
        unusable: null,
        needsKey: false,
      }),
    listModels: () => Promise.resolve(options.models ?? [scriptedModel({ provider: id, ref: `${id}/scripted` })]),
    async *stream(request, signal) {
      requests.push(request);
      for (const step of scripts[Math.min(requests.length, scripts.length) - 1] ?? []) {
        if (typeof step === 'function') {
          const stopped = new Promise<void>((resolve) =>
            signal.addEventListener('abort', () => resolve(), { once: true }),
          );
          await Promise.race([step(), stopped]);
        }
        if (signal.aborted) {
          yield { type: 'finish', reason: 'cancelled' };
          return;
        }
        if (typeof step !== 'function') yield step;
      }
    },
  };
}

export const never = (): Promise<void> => new Promise(() => undefined);
