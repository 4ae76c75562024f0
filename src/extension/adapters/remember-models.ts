import type { ModelProvider } from '../../agents/core/ports.ts';
import type { Model } from '../../agents/protocol/model.ts';

/** How long the first list may keep others waiting, where this source never had a model. */
const shortPatienceMs = 250;

export interface RememberOptions {
  /** True where asking would wait for itself: the answer is then that there are no models. */
  readonly isBlocked: () => boolean;
  /** Whether the source had models when it was asked last, now or before a restart. */
  readonly wereSeen: () => boolean;
  readonly setSeen: (seen: boolean) => void;
  /** A list differs from the one that was answered with. */
  readonly onChange: () => void;
}

const sameModels = (a: readonly Model[], b: readonly Model[]): boolean =>
  a.length === b.length && a.every((model, index) => model.ref === b[index]?.ref);

/**
 * A provider whose list is slow, in front of everyone who asks for all models: answers with what it knows and asks again
 * behind it. Who asks to refresh waits for the true answer.
 */
export function rememberModels(provider: ModelProvider, options: RememberOptions): ModelProvider {
  let known: readonly Model[] | null = null;
  let pending: Promise<readonly Model[]> | null = null;

  const load = async (): Promise<readonly Model[]> => {
    const models = await provider.listModels(new AbortController().signal, { refresh: true });
    const hasChanged = !sameModels(known ?? [], models);
    known = models;
    if (options.wereSeen() !== models.length > 0) options.setSeen(models.length > 0);
    if (hasChanged) options.onChange();
    return models;
  };
  const ask = (): Promise<readonly Model[]> => {
    pending ??= load().finally(() => (pending = null));
    return pending;
  };

  return {
    ...provider,
    async listModels(_signal, { refresh = false } = {}) {
      if (options.isBlocked()) return [];
      const asked = ask();
      if (refresh) return asked;
      if (known !== null) return known;
      if (options.wereSeen()) return asked;
      const late = new Promise<readonly Model[]>((resolve) => {
        setTimeout(() => resolve([]), shortPatienceMs);
      });
      return Promise.race([asked, late]);
    },
  };
}
