import type { Span } from './scan-source.ts';
import type { FunctionShape } from './statement.ts';

export type SymbolKind =
  'function' | 'method' | 'class' | 'interface' | 'type' | 'enum' | 'constant' | 'test' | 'section' | 'key';

/** Something in a file that has a name. */
export interface CodeSymbol extends Span {
  readonly kind: SymbolKind;
  readonly name: string;
  /** The class, function or section it stands in. */
  readonly container: string | null;
  readonly line: number;
  readonly endLine: number;
  readonly isExported: boolean;
  /** For functions and methods. */
  readonly shape: FunctionShape | null;
  /** Inside of the braces of a class or type. */
  readonly body: Span | null;
  /** The comment above it, or its docstring, without comment signs. */
  readonly doc: string | null;
}

export interface ImportedNames {
  readonly from: string;
  readonly names: readonly string[];
  readonly line: number;
  readonly span: Span;
}

export interface Outline {
  /** In order of their lines; a container comes before what it holds. */
  readonly symbols: readonly CodeSymbol[];
  readonly imports: readonly ImportedNames[];
}
