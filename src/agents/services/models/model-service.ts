import type { ModelProvider } from '../../core/ports.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { Model, ModelList, Provider, ProviderId } from '../../protocol/model.ts';

export interface ModelServiceOptions {
  readonly providers: readonly ModelProvider[];
  /** Which of the models is used where nothing else is said. */
  readonly chooseDefault: (models: readonly Model[], preferred: string | null) => string;
  readonly readPreferred: () => Promise<string | null>;
}

/** A model that can answer now, and who makes it. */
export interface ResolvedModel {
  readonly model: Model;
  readonly provider: ModelProvider;
  /** Why it is this one although another was to be expected; null where there is nothing to say. */
  readonly notice: string | null;
}

/** The built-in model answers where no other can: said aloud when that is because a key was refused. */
function noticeFor(chosen: Model, models: readonly Model[]): string | null {
  if (chosen.provider !== 'local') return null;
  const refused = models.find((model) => model.unusable?.reason === 'wrong_key')?.unusable;
  return refused == null ? null : `The built-in model answers, because: ${refused.message}`;
}

/** `provider/model` in its two parts. */
function splitRef(ref: string): { provider: string; id: string } {
  const slash = ref.indexOf('/');
  return { provider: ref.slice(0, slash), id: ref.slice(slash + 1) };
}

function toError(model: Model): ConductorError {
  const details = { provider: model.provider, model: model.ref, successor: model.successor };
  const message = model.unusable?.message ?? 'This model cannot be used now.';
  switch (model.unusable?.reason) {
    case 'no_key':
      return new ConductorError('no_key', message, { details });
    case 'wrong_key':
      return new ConductorError('wrong_key', message, { details });
    case 'retired':
      return new ConductorError('model_gone', message, { details });
    case 'not_listed':
      return new ConductorError(model.successor === null ? 'model_not_found' : 'model_gone', message, { details });
    case 'not_allowed':
      return new ConductorError('permission_denied', message, { details });
    case 'unreachable':
      return new ConductorError('network', message, { details });
    default:
      return new ConductorError('unavailable', message, { details });
  }
}

/** Every model of every provider, and the choice among them. */
export class ModelService {
  readonly #options: ModelServiceOptions;

  constructor(options: ModelServiceOptions) {
    this.#options = options;
  }

  async providers(): Promise<Provider[]> {
    return Promise.all(this.#options.providers.map((provider) => provider.describe()));
  }

  /** Every model; `refresh` asks the providers again instead of taking the last list. */
  async list(signal: AbortSignal, options: { readonly refresh?: boolean } = {}): Promise<ModelList> {
    const lists = await Promise.all(this.#options.providers.map((provider) => provider.listModels(signal, options)));
    const models = lists.flat();
    return { models, defaultModel: this.#options.chooseDefault(models, await this.#options.readPreferred()) };
  }

  /**
   * The model that answers: the one asked for, or the default.
   * @throws ConductorError with the reason why it cannot; `details.successor` names another where there is one.
   */
  async resolve(ref: string | null, signal: AbortSignal): Promise<ResolvedModel> {
    if (ref === null) {
      const { models, defaultModel } = await this.list(signal);
      const model = models.find((candidate) => candidate.ref === defaultModel);
      if (model === undefined) throw new ConductorError('unavailable', 'No model can be used now.');
      return { model, provider: this.#provider(model.provider), notice: noticeFor(model, models) };
    }
    const { provider: providerId, id } = splitRef(ref);
    const provider = this.#provider(providerId);
    const model = (await provider.listModels(signal)).find((candidate) => candidate.id === id);
    if (model === undefined) {
      const message = `The model “${id}” is not known. Pick another one.`;
      throw new ConductorError('model_not_found', message, { details: { provider: providerId, model: ref } });
    }
    // A provider that could not be asked may still answer: the attempt tells, with the exact reason.
    if (model.unusable !== null && model.unusable.reason !== 'unreachable') throw toError(model);
    return { model, provider, notice: null };
  }

  #provider(id: ProviderId | (string & {})): ModelProvider {
    const provider = this.#options.providers.find((candidate) => candidate.id === id);
    if (provider === undefined) {
      throw new ConductorError('model_not_found', `Models of “${id}” cannot be used here. Pick another one.`);
    }
    return provider;
  }
}
