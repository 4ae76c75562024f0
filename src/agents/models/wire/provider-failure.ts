import type { ErrorBody, ErrorCode } from '../../protocol/errors.ts';
import type { FailureContext } from './failure-context.ts';
import { parseRetryAfterMs, type ReadableHeaders } from './parse-retry-after.ts';

/** What a provider said went wrong, in an answer with a failure's status or inside of a stream. */
export interface ProviderSaid {
  /** Null inside of a stream. */
  readonly status: number | null;
  readonly headers: ReadableHeaders | null;
  /** The provider's own kind and code, for example `rate_limit_error`, `context_length_exceeded`. */
  readonly type: string;
  readonly code: string;
  readonly message: string;
}

type Kind =
  | 'no_key'
  | 'wrong_key'
  | 'no_credit'
  | 'rate_limited'
  | 'overloaded'
  | 'context_too_long'
  | 'refused'
  | 'model_not_found'
  | 'permission_denied'
  | 'provider_error';

const tooLong =
  /context_length_exceeded|exceed_context_size|string_above_max_length|prompt is too long|maximum context length|context (window|length|size)|input length and `?max_tokens`? exceed|too many (input )?tokens|request_too_large/;
const noCredit =
  /insufficient_quota|billing_error|credit balance is too low|exceeded your current quota|billing_hard_limit|spend_limit/;
const refused = /content_filter|content_policy|responsibleaipolicy|safety system|usage polic/;
const noModel =
  /model_not_found|deploymentnotfound|deployment .*does not exist|model .*(does not exist|not found)|model_not_exist|unknown model|no such model/;
const wrongKey =
  /authentication_error|invalid_api_key|incorrect api key|invalid x-api-key|invalid_authentication|invalid subscription key/;

function classify({ status, type, code, message }: ProviderSaid, hasKey: boolean): Kind {
  const text = `${type} ${code} ${message}`.toLowerCase();
  if (status === 401 || wrongKey.test(text)) return hasKey ? 'wrong_key' : 'no_key';
  if (status === 402 || noCredit.test(text)) return 'no_credit';
  if (status === 429 || /rate_limit|too many requests/.test(text)) return 'rate_limited';
  if (status === 413 || tooLong.test(text)) return 'context_too_long';
  if (refused.test(text)) return 'refused';
  if (isOverload(status) || /overloaded|server is busy|timeout_error/.test(text)) return 'overloaded';
  if (status === 404 || noModel.test(text)) return 'model_not_found';
  if (status === 403 || text.includes('permission_error')) return 'permission_denied';
  return 'provider_error';
}

/** Statuses that pass by themselves. 529 is Anthropic's own for too much load. */
function isOverload(status: number | null): boolean {
  return status !== null && [408, 502, 503, 504, 529].includes(status);
}

/** A provider's failure in our words, with our code. */
export function toProviderFailure(said: ProviderSaid, context: FailureContext): ErrorBody {
  const kind = classify(said, context.secret !== null);
  const waitMs = said.headers === null ? null : parseRetryAfterMs(said.headers, context.nowMs);
  const code: ErrorCode = kind === 'no_credit' ? 'provider_error' : kind;
  return {
    code,
    message: toMessage(kind, said, context),
    details: {
      provider: context.provider,
      ...(context.model === null ? {} : { model: context.model }),
      ...(said.status === null ? {} : { status: said.status }),
      ...(kind === 'no_credit' ? { reason: 'no_credit' } : {}),
      ...(waitMs === null || !(kind === 'rate_limited' || kind === 'overloaded') ? {} : { retryAfterMs: waitMs }),
    },
  };
}

function toMessage(kind: Kind, said: ProviderSaid, context: FailureContext): string {
  const { name, host } = context;
  const model = context.model === null ? 'the model' : `the model “${context.model}”`;
  switch (kind) {
    case 'no_key':
      return `${name} wants a key. Enter one with ‘Conductor: Set API Key’.`;
    case 'wrong_key':
      return `${name} did not accept the key. Enter a new one with ‘Conductor: Set API Key’.`;
    case 'no_credit':
      return `The ${name} account has no credit left, or reached its limit of spending. Add credit there, or pick another model.`;
    case 'rate_limited':
      return `${name} takes no more requests for the moment: a rate limit is reached. Wait a little, or pick another model.`;
    case 'overloaded':
      return `${name} is overloaded. Try again in a moment, or pick another model.`;
    case 'context_too_long':
      return `The conversation with its attachments is too long for ${model}. Remove attachments, start a new chat, or pick a model with a larger window.`;
    case 'refused':
      return `${name} refused this request under its rules of use. Change the wording, or pick another model.`;
    case 'model_not_found':
      return context.provider === 'azure'
        ? `Azure OpenAI has no deployment ${context.model === null ? 'of this name' : `“${context.model}”`} at ${host}. Check the endpoint and the deployments in the settings.`
        : said.type === '' && said.code === '' && !noModel.test(said.message.toLowerCase())
          ? `There is nothing to talk to at the address of ${name} (${host}). Check the base URL in the settings and the model’s name.`
          : `${name} does not know ${model}, or the key may not use it. Pick another one.`;
    case 'permission_denied':
      return `${name} does not allow this key to use ${model}. Ask whoever gave you the key, or pick another model.`;
    case 'provider_error': {
      const status = said.status === null ? '' : ` (status ${said.status})`;
      const words = redact(said.message, context.secret);
      return `${name} could not answer${status}${words === '' ? '' : `: ${words}`}. Try again, or pick another model.`;
    }
  }
}

const longestQuote = 200;

/** A provider's own words, short, on one line, and without anything that looks like a key. */
function redact(message: string, secret: string | null): string {
  const known = secret === null || secret === '' ? message : message.replaceAll(secret, '…');
  const line = known
    .replace(/\b(?:sk|key|bearer|api)[-_ ](?=[\w*.-]*\d)[\w*.-]{6,}/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  const short = line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
  return short.replace(/[.\s]+$/, '');
}
