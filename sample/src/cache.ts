interface Entry<T> {
  value: T;
  expiresAt: number;
}

export interface Cache<T> {
  get(key: string, make: () => T): T;
  readonly size: number;
}

/** Remembers values for `rememberMs`; old ones go when they are asked for. */
export function createCache<T>(rememberMs: number): Cache<T> {
  const entries = new Map<string, Entry<T>>();

  return {
    get(key, make) {
      const known = entries.get(key);
      if (known !== undefined && known.expiresAt > Date.now()) return known.value;
      const value = make();
      entries.set(key, { value, expiresAt: Date.now() + rememberMs });
      return value;
    },
    get size() {
      return entries.size;
    },
  };
}
