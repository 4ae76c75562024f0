/** What a key does in an open menu: `close` hands the focus back, `leave` lets it go on. */
export type MenuMove = { readonly kind: 'focus'; readonly index: number } | { readonly kind: 'close' | 'leave' };

export interface MenuKeyOptions {
  readonly key: string;
  /** The item that has the focus. */
  readonly index: number;
  readonly labels: readonly string[];
}

/** The move that a key makes, after the menu pattern of the ARIA practices; null for a key that means nothing here. */
export function moveInMenu({ key, index, labels }: MenuKeyOptions): MenuMove | null {
  const count = labels.length;
  if (key === 'Escape') return { kind: 'close' };
  if (key === 'Tab') return { kind: 'leave' };
  if (count === 0) return null;
  if (key === 'ArrowDown') return { kind: 'focus', index: (index + 1) % count };
  if (key === 'ArrowUp') return { kind: 'focus', index: (index - 1 + count) % count };
  if (key === 'Home') return { kind: 'focus', index: 0 };
  if (key === 'End') return { kind: 'focus', index: count - 1 };
  return /^\S$/u.test(key) ? findByLetter(key, index, labels) : null;
}

function findByLetter(letter: string, index: number, labels: readonly string[]): MenuMove | null {
  const wanted = letter.toLowerCase();
  for (let step = 1; step <= labels.length; step += 1) {
    const next = (index + step) % labels.length;
    if (labels[next]?.toLowerCase().startsWith(wanted) === true) return { kind: 'focus', index: next };
  }
  return null;
}
