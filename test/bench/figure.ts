/** One measured number. */
export interface Figure {
  /** Never changes its meaning, so that runs can be compared. */
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** Null where the number only informs. */
  readonly target: number | null;
  /** What it was measured against in the same run. */
  readonly rival: string | null;
}

export interface Bench {
  readonly name: string;
  run(report: (figure: Figure) => void, options: { readonly quick: boolean }): Promise<void>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
