import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyAdaptations, findAdaptation, type Adaptation, type RequestBody } from './adapt-request.ts';

function find(body: RequestBody, message: string, done: readonly Adaptation[] = [], status = 400): Adaptation | null {
  return findAdaptation(body, { status, headers: null, type: '', code: '', message }, done);
}

describe('findAdaptation', () => {
  it('renames the limit either way, once', () => {
    const words =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    const found = find({ max_tokens: 5 }, words);
    const renamed = { parameter: 'max_tokens', rename: 'max_completion_tokens' };
    assert.deepEqual(found, renamed);
    assert.deepEqual(
      find({ max_completion_tokens: 5 }, 'Unrecognized request argument supplied: max_completion_tokens'),
      {
        parameter: 'max_completion_tokens',
        rename: 'max_tokens',
      },
    );
    assert.equal(find({ max_completion_tokens: 5 }, 'unknown field max_completion_tokens', [renamed]), null);
  });

  it('gives up one of two that exclude each other', () => {
    const words = '`temperature` and `top_p` cannot both be specified for this model. Please use only one.';
    assert.deepEqual(find({ temperature: 1, top_p: 1 }, words), { parameter: 'top_p', rename: null });
  });

  it('gives up what is only an extra', () => {
    assert.deepEqual(find({ stream_options: {} }, 'stream_options: Extra inputs are not permitted'), {
      parameter: 'stream_options',
      rename: null,
    });
    assert.deepEqual(find({ thinking: {} }, 'adaptive thinking is not supported on this model'), {
      parameter: 'thinking',
      rename: null,
    });
    assert.deepEqual(find({ temperature: 1 }, '`temperature` is deprecated for this model.'), {
      parameter: 'temperature',
      rename: null,
    });
  });

  it('leaves other failures alone', () => {
    assert.equal(find({ max_tokens: 5 }, 'max_tokens: 200000 > 128000, which is the maximum'), null);
    assert.equal(find({ model: 'x' }, 'unsupported model'), null);
    assert.equal(find({ temperature: 1 }, 'temperature is not supported', [], 500), null);
    assert.equal(find({}, 'temperature is not supported'), null);
    assert.equal(
      find({ temperature: 1 }, 'temperature is not supported', [{ parameter: 'temperature', rename: null }]),
      null,
    );
  });
});

describe('applyAdaptations', () => {
  it('renames and leaves out, and does not touch the body it is given', () => {
    const body = { max_tokens: 5, temperature: 1, model: 'm' };
    const adapted = applyAdaptations(body, [
      { parameter: 'max_tokens', rename: 'max_completion_tokens' },
      { parameter: 'temperature', rename: null },
      { parameter: 'top_p', rename: null },
    ]);
    assert.deepEqual(adapted, { max_completion_tokens: 5, model: 'm' });
    assert.deepEqual(body, { max_tokens: 5, temperature: 1, model: 'm' });
  });
});
