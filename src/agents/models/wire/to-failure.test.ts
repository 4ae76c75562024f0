import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { FailureContext } from './failure-context.ts';
import { toFailure } from './to-failure.ts';

const context: FailureContext = {
  provider: 'compatible',
  name: 'Workshop',
  host: 'models.example:8000',
  model: 'llama',
  secret: 'given',
  nowMs: 0,
};

function answered(status: number, error: unknown): unknown {
  return Object.assign(new TypeError(`${status}`), { status, error, headers: new Headers() });
}

/** Bodies as servers of many makers send them. */
const bodies: readonly (readonly [server: string, status: number, error: unknown, code: ErrorCode])[] = [
  [
    'Ollama',
    404,
    { message: 'model "llama" not found, try pulling it first', type: 'api_error', code: null },
    'model_not_found',
  ],
  ['an older Ollama', 404, "model 'llama' not found", 'model_not_found'],
  [
    'vLLM',
    404,
    { object: 'error', message: 'The model `llama` does not exist.', type: 'NotFoundError', code: 404 },
    'model_not_found',
  ],
  [
    'vLLM',
    400,
    {
      message: "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens.",
      type: 'BadRequestError',
      code: 400,
    },
    'context_too_long',
  ],
  [
    'llama.cpp',
    400,
    { code: 400, message: 'the request exceeds the available context size', type: 'exceed_context_size_error' },
    'context_too_long',
  ],
  ['llama.cpp', 503, { code: 503, message: 'Loading model', type: 'unavailable_error' }, 'overloaded'],
  ['OpenRouter', 402, { message: 'Insufficient credits', code: 402 }, 'provider_error'],
  ['OpenRouter', 502, { message: 'Provider returned error', code: 502 }, 'overloaded'],
  ['Groq', 413, { message: 'Request too large', type: 'tokens', code: 'request_too_large' }, 'context_too_long'],
  ['Mistral', 422, { detail: [{ msg: 'bad field' }] }, 'provider_error'],
  ['a proxy', 403, undefined, 'permission_denied'],
  ['a proxy', 504, undefined, 'overloaded'],
  [
    'Azure',
    400,
    { code: 'content_filter', message: 'filtered', innererror: { code: 'ResponsibleAIPolicyViolation' } },
    'refused',
  ],
  [
    'Azure',
    404,
    { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
    'model_not_found',
  ],
  [
    'Azure',
    401,
    { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint.' },
    'wrong_key',
  ],
  [
    'OpenAI',
    429,
    { code: 'rate_limit_exceeded', message: 'Request too large for gpt-4o on tokens per min (TPM).' },
    'rate_limited',
  ],
  [
    'OpenAI',
    400,
    { code: 'invalid_prompt', message: 'Invalid prompt: flagged as violating our usage policy.' },
    'refused',
  ],
  [
    'Anthropic',
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: 'messages: at least one message is required' } },
    'provider_error',
  ],
  ['Anthropic', 504, { type: 'error', error: { type: 'timeout_error', message: 'Request timed out' } }, 'overloaded'],
];

describe('toFailure', () => {
  for (const [server, status, error, code] of bodies) {
    it(`reads ${server}’s ${status} ${JSON.stringify(error) || 'without a body'} as ${code}`, () => {
      const failure = toFailure(answered(status, error), context, false);
      assert.equal(failure.code, code);
      assert.equal(failure.details?.['status'], status);
    });
  }

  it('tells a missing model from a wrong address', () => {
    assert.match(
      toFailure(answered(404, "model 'llama' not found"), context, false).message,
      /does not know the model “llama”/,
    );
    assert.match(
      toFailure(answered(404, undefined), context, false).message,
      /nothing to talk to at the address of Workshop \(models\.example:8000\)/,
    );
  });

  it('tells a missing key from a wrong one', () => {
    const thrown = answered(401, { message: 'Unauthorized' });
    assert.equal(toFailure(thrown, { ...context, secret: null }, false).code, 'no_key');
    assert.equal(toFailure(thrown, context, false).code, 'wrong_key');
  });

  it('tells that an account has no credit', () => {
    const failure = toFailure(answered(402, { message: 'Insufficient credits' }), context, false);
    assert.equal(failure.details?.['reason'], 'no_credit');
    assert.match(failure.message, /no credit left/);
  });

  it('quotes a provider in one short line', () => {
    const { message } = toFailure(answered(500, { message: `Line one.\n${'long '.repeat(200)}` }), context, false);
    assert.match(message, /^Workshop could not answer \(status 500\): Line one\. long /);
    assert.ok(message.length < 300 && !message.includes('\n'));
  });

  it('tells a connection that was never there from one that broke', () => {
    const cause = new TypeError('terminated', {
      cause: Object.assign(new Error('closed'), { code: 'UND_ERR_SOCKET' }),
    });
    assert.equal(toFailure(cause, context, false).code, 'network');
    assert.equal(toFailure(cause, context, true).code, 'stream_cut');
    assert.equal(toFailure('odd', context, true).code, 'stream_cut');
  });

  it('passes on what is said in our own words already', () => {
    const error = new ConductorError('provider_error', 'Not JSON.', { details: { a: 1 } });
    assert.deepEqual(toFailure(error, context, true), {
      code: 'provider_error',
      message: 'Not JSON.',
      details: { a: 1 },
    });
  });
});
