import type { Span } from './scan-source.ts';

export type StatementKind =
  | 'if'
  | 'else'
  | 'loop'
  | 'try'
  | 'catch'
  | 'finally'
  | 'switch'
  | 'case'
  | 'return'
  | 'throw'
  | 'jump'
  | 'declare'
  | 'function'
  | 'class'
  | 'type'
  | 'import'
  | 'with'
  | 'block'
  | 'expression';

/** What stands behind a function's name. */
export interface FunctionShape {
  readonly name: string;
  /** Inside of the parentheses, or the one bare parameter of an arrow. */
  readonly parameters: Span;
  readonly returns: Span | null;
  /** Inside of the braces, or the expression of a short arrow; null for a declaration alone. */
  readonly body: Span | null;
  readonly isExpression: boolean;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

/** One statement; `else`, `catch` and `finally` follow what they belong to as statements of their own. */
export interface Statement extends Span {
  readonly kind: StatementKind;
  /** The first word that is not a modifier. */
  readonly keyword: string;
  /** The condition, the expression, or what stands between keyword and body. */
  readonly head: Span;
  /** Inside of the block; null where there is none. */
  readonly body: Span | null;
  /** For a declaration: the name, or the pattern as written. */
  readonly name: string;
  readonly isExported: boolean;
  readonly shape: FunctionShape | null;
}
