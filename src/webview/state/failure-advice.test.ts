import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { errorTable, type ErrorCode } from '../../agents/protocol/error-table.ts';
import { adviceFor } from './failure-advice.ts';

const codes = Object.keys(errorTable) as ErrorCode[];

describe('what to do about a failure', () => {
  it('offers another try for every failure that one can mend', () => {
    for (const code of codes.filter((name) => errorTable[name].retryable)) {
      const { remedies } = adviceFor({ code, message: '', details: null }, null);
      assert.ok(
        remedies.some((remedy) => remedy.kind === 'tryAgain'),
        code,
      );
    }
  });

  it('asks for the key of the provider that wants one', () => {
    const named = adviceFor({ code: 'no_key', message: '', details: { provider: 'openai' } }, 'anthropic/x');
    assert.deepEqual(named.remedies[0], { kind: 'addKey', provider: 'openai' });
    const byModel = adviceFor({ code: 'wrong_key', message: '', details: null }, 'azure/gpt');
    assert.deepEqual(byModel.remedies[0], { kind: 'addKey', provider: 'azure' });
  });

  it('waits as long as the provider asks', () => {
    const advice = adviceFor({ code: 'rate_limited', message: '', details: { retryAfterMs: 4_000 } }, null);
    assert.deepEqual(advice.remedies[0], { kind: 'tryAgain', afterMs: 4_000 });
  });

  it('names the successor of a model that is gone', () => {
    const advice = adviceFor({ code: 'model_gone', message: '', details: { successor: 'anthropic/new' } }, null);
    assert.deepEqual(advice.remedies[0], { kind: 'useModel', model: 'anthropic/new' });
  });
});
