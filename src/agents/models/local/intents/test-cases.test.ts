import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Parameter } from '../source/parameters.ts';
import { edgeSamples, ordinarySample, sampleThatMakes, shapeOf } from './sample-values.ts';

function parameter(name: string, type: string | null = null, patch: Partial<Parameter> = {}): Parameter {
  return { name, type, defaultValue: null, isOptional: false, isRest: false, ...patch };
}

describe('sampleThatMakes', () => {
  const limit = parameter('limit', 'number');
  const name = parameter('name', 'string');
  const conditions: readonly (readonly [string, Parameter, string | undefined])[] = [
    ['limit < 1', limit, '0'],
    ['limit > 1_000', limit, '1001'],
    ['0 >= limit', limit, '0'],
    ['limit !== 3', limit, '4'],
    ['!Number.isInteger(limit)', limit, '1.5'],
    ['Number.isNaN(limit)', limit, 'Number.NaN'],
    ['!name', name, "''"],
    ['name.length === 0', name, "''"],
    ["name === 'x'", name, "'x'"],
    ['name === null', name, 'null'],
    ['other < 1', limit, undefined],
    ['limit < compute()', limit, undefined],
  ];
  for (const [condition, about, expected] of conditions) {
    it(condition, () => assert.equal(sampleThatMakes(condition, about, 'script')?.text, expected));
  }

  it('speaks Python', () => {
    assert.equal(sampleThatMakes('not name', parameter('name', 'str'), 'python')?.text, "''");
    assert.equal(sampleThatMakes('name is None', name, 'python')?.text, 'None');
    assert.equal(sampleThatMakes('len(rows) == 0', parameter('rows', 'list[str]'), 'python')?.text, '[]');
  });
});

describe('samples', () => {
  it('take the type first, then the default, then the name', () => {
    assert.equal(shapeOf(parameter('count', 'string')), 'text');
    assert.equal(shapeOf(parameter('a', null, { defaultValue: '3' })), 'number');
    assert.equal(shapeOf(parameter('timeoutMs')), 'number');
    assert.equal(shapeOf(parameter('isOpen')), 'truth');
    assert.equal(shapeOf(parameter('thing')), 'unknown');
  });

  it('fill in the members of a known type', () => {
    const types = {
      fields: (type: string) =>
        type === 'Options' ? [parameter('tries', 'number'), parameter('path', 'string')] : null,
      alias: (type: string) => (type === 'State' ? "'open' | 'shut'" : null),
    };
    assert.equal(
      ordinarySample(parameter('options', 'Options'), 'script', types).text,
      "{ tries: 3, path: 'docs/a.txt' }",
    );
    assert.equal(ordinarySample(parameter('state', 'State'), 'script', types).text, "'open'");
  });

  it('know the edges', () => {
    assert.deepEqual(
      edgeSamples(parameter('limit', 'number | null'), 'script').map(({ text }) => text),
      ['0', '-1', 'null'],
    );
  });
});
