import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { queryTerms, splitName, stem, termsOf } from './terms.ts';

describe('termsOf', () => {
  it('takes names apart and keeps them whole', () => {
    assert.deepEqual(termsOf('retryDelayMs'), ['retrydelayms', 'retry', 'delay', 'ms']);
    assert.deepEqual(splitName('parseURLOf_HTTPClient2x'), ['parse', 'URL', 'Of', 'HTTP', 'Client2x']);
    assert.deepEqual(termsOf('src/http-client.ts'), ['src', 'http', 'client', 'ts']);
  });

  it('brings forms of a word together', () => {
    for (const word of ['retry', 'retries', 'retried', 'retrying']) assert.equal(stem(word), 'retry', word);
    for (const word of ['cache', 'cached', 'caches', 'caching']) assert.equal(stem(word), 'cach', word);
    for (const word of ['stop', 'stops', 'stopped', 'stopping']) assert.equal(stem(word), 'stop', word);
    assert.equal(stem('address'), 'address');
    assert.equal(stem('status'), 'status');
  });

  it('leaves out words that say nothing', () => {
    assert.deepEqual(termsOf('where is the function that returns a value'), ['valu']);
    assert.deepEqual(queryTerms('what does it do?'), []);
  });

  it('adds what means the same, for less', () => {
    const terms = queryTerms('remove');
    assert.deepEqual(terms[0], { term: 'remov', weight: 1, group: 0 });
    assert.ok(terms.some(({ term, weight }) => term === 'delet' && weight < 1));
  });

  it('reads words of any script', () => {
    assert.deepEqual(termsOf('größe 名前'), ['größe', '名前']);
  });
});
