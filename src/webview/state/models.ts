import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../agents/client/client.ts';
import type { ErrorBody } from '../../agents/protocol/errors.ts';
import type { Model } from '../../agents/protocol/model.ts';
import { toShownFailure } from './failure.ts';

export interface ModelsState {
  readonly models: readonly Model[];
  readonly defaultModel: string | null;
  /** Chosen for the conversation that begins with the next message. */
  readonly nextModel: string | null;
  readonly failure: ErrorBody | null;
}

export interface Models {
  readonly store: StoreApi<ModelsState>;
  load(signal: AbortSignal): Promise<void>;
}

/** The model's name as its list tells it, else its maker's own name for it. */
export function modelName(models: readonly Model[], ref: string): string {
  const known = models.find((model) => model.ref === ref);
  return known?.name ?? ref.slice(ref.indexOf('/') + 1);
}

/** True where an answer from this model needs no key and no network. */
export function isBuiltIn(ref: string): boolean {
  return ref.startsWith('local/');
}

export function createModels(client: Client): Models {
  const store = createStore<ModelsState>()(() => ({ models: [], defaultModel: null, nextModel: null, failure: null }));
  let latest = 0;
  return {
    store,
    async load(signal) {
      const turn = ++latest;
      try {
        const { models, defaultModel } = await client.call('GET /api/models', {}, { signal });
        if (turn === latest) store.setState({ models, defaultModel, failure: null });
      } catch (cause) {
        if (turn === latest) store.setState({ failure: toShownFailure(cause) });
      }
    },
  };
}
