import type { KeyedProvider } from '../host-link/keys.ts';

/** What is the matter with a key that was typed: it cannot be one, or it is not shaped as this provider's usually are. */
export type KeyDoubt = 'empty' | 'spaces' | 'unusual' | null;

const usualShapes: Partial<Record<KeyedProvider, RegExp>> = {
  anthropic: /^sk-ant-.{8,}/,
  openai: /^sk-.{8,}/,
  azure: /^[A-Za-z0-9]{20,}$/,
};

/** A quick look at a key; only `empty` and `spaces` are certain. */
export function doubtKey(provider: KeyedProvider, typed: string): KeyDoubt {
  const key = typed.trim();
  if (key === '') return 'empty';
  if (/\s/.test(key)) return 'spaces';
  return usualShapes[provider]?.test(key) === false ? 'unusual' : null;
}
