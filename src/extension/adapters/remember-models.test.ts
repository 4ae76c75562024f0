import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ModelProvider } from '../../agents/core/ports.ts';
import type { Model } from '../../agents/protocol/model.ts';
import { rememberModels } from './remember-models.ts';

const signal = new AbortController().signal;
const models = (...refs: string[]): Model[] => refs.map((ref) => ({ ref }) as Model);
const refs = (list: readonly Model[]): string[] => list.map(({ ref }) => ref);
const settle = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A source that answers when it is told to. */
function slowSource(options: { seen?: boolean; blocked?: boolean } = {}) {
  const waiting: ((models: Model[]) => void)[] = [];
  const state = { seen: options.seen ?? false, blocked: options.blocked ?? false, changes: 0, asked: 0 };
  const source = {
    id: 'vscode',
    listModels: () => {
      state.asked += 1;
      return new Promise<Model[]>((resolve) => waiting.push(resolve));
    },
  } as unknown as ModelProvider;
  const provider = rememberModels(source, {
    isBlocked: () => state.blocked,
    wereSeen: () => state.seen,
    setSeen: (seen) => (state.seen = seen),
    onChange: () => (state.changes += 1),
  });
  return { provider, state, answer: (list: Model[]) => waiting.shift()?.(list) };
}

describe('a slow list of models', () => {
  it('keeps no one waiting where there never was a model, and tells when one comes', async () => {
    const { provider, state, answer } = slowSource();
    assert.deepEqual(await provider.listModels(signal), []);
    answer(models('vscode/a/b'));
    await settle();
    assert.deepEqual([state.changes, state.seen], [1, true]);
    assert.deepEqual(refs(await provider.listModels(signal)), ['vscode/a/b']);
  });

  it('is waited for where there were models before', async () => {
    const { provider, answer } = slowSource({ seen: true });
    const asked = provider.listModels(signal);
    await settle(300);
    answer(models('vscode/a/b'));
    assert.deepEqual(refs(await asked), ['vscode/a/b']);
  });

  it('is waited for by who asks to refresh, and asked once for all', async () => {
    const { provider, state, answer } = slowSource();
    const both = Promise.all([
      provider.listModels(signal, { refresh: true }),
      provider.listModels(signal, { refresh: true }),
    ]);
    await settle();
    answer(models('vscode/a/b'));
    assert.deepEqual((await both).map(refs), [['vscode/a/b'], ['vscode/a/b']]);
    assert.equal(state.asked, 1);
  });

  it('says nothing where nothing changed', async () => {
    const { provider, state, answer } = slowSource();
    const first = provider.listModels(signal, { refresh: true });
    answer([]);
    await first;
    assert.equal(state.changes, 0);
  });

  it('is not asked where asking would wait for itself', async () => {
    const { provider, state } = slowSource({ blocked: true });
    assert.deepEqual(await provider.listModels(signal, { refresh: true }), []);
    assert.equal(state.asked, 0);
  });
});
