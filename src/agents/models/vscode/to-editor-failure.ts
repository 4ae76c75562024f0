import type { ErrorBody } from '../../protocol/errors.ts';
import { isRecord, textOf } from '../wire/loose-json.ts';
import { toProviderFailure } from '../wire/provider-failure.ts';
import { readProviderSaid } from '../wire/to-failure.ts';

export interface EditorFailureContext {
  readonly model: string;
  /** True once something was said. */
  readonly begun: boolean;
  readonly nowMs: number;
}

/**
 * What the editor's models throw, in our words. Its own codes are `NoPermissions`, `NotFound` and `Blocked`; behind
 * `Unknown` is the failure of whoever makes the model.
 */
export function toEditorFailure(thrown: unknown, { model, begun, nowMs }: EditorFailureContext): ErrorBody {
  const details = { provider: 'vscode', model };
  if (isConnection(thrown)) return toConnectionFailure(begun, details);
  switch (isRecord(thrown) ? textOf(thrown['code']) : '') {
    case 'NotFound':
      return {
        code: 'model_not_found',
        message: `The editor no longer offers the model “${model}”. Pick another one.`,
        details,
      };
    case 'NoPermissions':
      return {
        code: 'permission_denied',
        message:
          'The editor does not allow Conductor to use its language models. Allow it when the editor asks, or pick another model.',
        details,
      };
    case 'Blocked':
      return {
        code: 'rate_limited',
        message:
          'The editor’s language models take no more requests from Conductor for now: a quota is used up. Wait, or pick another model.',
        details,
      };
    default:
      return toMakersFailure(thrown, model, nowMs);
  }
}

/** The failure of whoever makes the model; a key is their business, and not one that can be entered here. */
function toMakersFailure(thrown: unknown, model: string, nowMs: number): ErrorBody {
  const name = 'The editor’s language model';
  const said = readProviderSaid(innermost(thrown));
  const failure = toProviderFailure(said, { provider: 'vscode', name, host: '', model, secret: null, nowMs });
  if (failure.code !== 'no_key') return failure;
  const message =
    'The editor’s language model did not accept your account. Sign in again to the extension that offers it.';
  return { ...failure, code: 'permission_denied', message };
}

/** The editor has no code for a lost connection; these are the words of the libraries beneath it. */
const connectionWords =
  /net::ERR_|ECONN(RESET|REFUSED|ABORTED)|ENOTFOUND|ETIMEDOUT|EPIPE|socket hang up|premature close|^terminated$|fetch failed|network error/i;

function isConnection(thrown: unknown): boolean {
  const cause = isRecord(thrown) ? thrown['cause'] : undefined;
  return [thrown, cause].some(
    (error) => isRecord(error) && connectionWords.test(`${textOf(error['code'])} ${textOf(error['message'])}`.trim()),
  );
}

function toConnectionFailure(begun: boolean, details: Record<string, unknown>): ErrorBody {
  return begun
    ? {
        code: 'stream_cut',
        message:
          'The editor’s language model broke off before the answer was complete. What was written is kept; try again.',
        details,
      }
    : {
        code: 'network',
        message: 'The editor’s language model could not be reached. Check the network connection and try again.',
        details,
      };
}

function innermost(thrown: unknown): unknown {
  const cause = isRecord(thrown) ? thrown['cause'] : undefined;
  return isRecord(cause) && textOf(cause['message']) !== '' ? cause : thrown;
}
