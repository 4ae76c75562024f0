import type { ErrorBody } from '../../agents/protocol/errors.ts';
import type { ProviderId } from '../../agents/protocol/model.ts';
import type { Word } from './words.ts';

/** What a person can do about a failure with one press. */
export type Remedy =
  | { readonly kind: 'addKey'; readonly provider: ProviderId }
  | { readonly kind: 'tryAgain'; readonly afterMs: number }
  | { readonly kind: 'useModel'; readonly model: string }
  | { readonly kind: 'pickModel' }
  | { readonly kind: 'newChat' }
  | { readonly kind: 'reloadWindow' };

export interface Advice {
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: Word;
  /** The first is the one to do next. */
  readonly remedies: readonly Remedy[];
}

const providers: ReadonlySet<unknown> = new Set<ProviderId>([
  'local',
  'anthropic',
  'openai',
  'azure',
  'compatible',
  'vscode',
]);

function providerOf(failure: ErrorBody, model: string | null): ProviderId {
  const named = failure.details?.['provider'] ?? model?.split('/')[0];
  return providers.has(named) ? (named as ProviderId) : 'anthropic';
}

const tryAgain: Remedy = { kind: 'tryAgain', afterMs: 0 };
const pickModel: Remedy = { kind: 'pickModel' };

function successorOf(failure: ErrorBody): readonly Remedy[] {
  const successor = failure.details?.['successor'];
  return typeof successor === 'string' ? [{ kind: 'useModel', model: successor }, pickModel] : [pickModel];
}

function waitOf(failure: ErrorBody): Remedy {
  const wait = failure.details?.['retryAfterMs'];
  return { kind: 'tryAgain', afterMs: typeof wait === 'number' && wait > 0 ? wait : 0 };
}

/** The heading and the remedies for a failure of an answer, or of sending; `model` is the one that was asked. */
export function adviceFor(failure: ErrorBody, model: string | null): Advice {
  switch (failure.code) {
    case 'no_key':
      return {
        tone: 'warning',
        title: 'This model needs a key',
        remedies: [{ kind: 'addKey', provider: providerOf(failure, model) }, pickModel],
      };
    case 'wrong_key':
      return {
        tone: 'error',
        title: 'The key was not accepted',
        remedies: [{ kind: 'addKey', provider: providerOf(failure, model) }, pickModel],
      };
    case 'model_gone':
      return { tone: 'warning', title: 'This model is no longer offered', remedies: successorOf(failure) };
    case 'model_not_found':
      return { tone: 'warning', title: 'This model was not found', remedies: successorOf(failure) };
    case 'context_too_long':
    case 'payload_too_large':
      return { tone: 'warning', title: 'Too long for this model', remedies: [{ kind: 'newChat' }, pickModel] };
    case 'rate_limited':
      return { tone: 'warning', title: 'Too many requests for now', remedies: [waitOf(failure), pickModel] };
    case 'overloaded':
      return { tone: 'warning', title: 'The model is busy', remedies: [waitOf(failure), pickModel] };
    case 'network':
    case 'stream_cut':
      return { tone: 'warning', title: 'The connection failed', remedies: [tryAgain] };
    case 'timeout':
      return { tone: 'warning', title: 'No answer came in time', remedies: [tryAgain, pickModel] };
    case 'refused':
      return { tone: 'info', title: 'The model declined to answer', remedies: [pickModel] };
    case 'provider_error':
      return { tone: 'error', title: 'The model’s service failed', remedies: [tryAgain, pickModel] };
    case 'storage_full':
    case 'storage_denied':
    case 'storage_busy':
      return { tone: 'error', title: 'This could not be saved', remedies: [tryAgain] };
    case 'storage_read_only':
    case 'storage_damaged':
      return { tone: 'error', title: 'Conversations cannot be saved now', remedies: [{ kind: 'reloadWindow' }] };
    case 'untrusted_workspace':
      return { tone: 'warning', title: 'This workspace is not trusted', remedies: [tryAgain] };
    case 'run_active':
      return { tone: 'info', title: 'An answer is still being written', remedies: [tryAgain] };
    case 'permission_denied':
    case 'unauthenticated':
      return { tone: 'warning', title: 'This is not allowed', remedies: [] };
    case 'not_found':
      return { tone: 'warning', title: 'This conversation is gone', remedies: [{ kind: 'newChat' }] };
    case 'unavailable':
      return { tone: 'warning', title: 'Not available just now', remedies: [tryAgain] };
    case 'cancelled':
      return { tone: 'info', title: 'Stopped', remedies: [tryAgain] };
    case 'conflict':
    case 'invalid_request':
    case 'internal':
      return { tone: 'error', title: 'Something went wrong', remedies: [tryAgain] };
  }
}
