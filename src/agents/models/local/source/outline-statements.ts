import { createDocFinder, plainComment } from './doc-comment.ts';
import { readObjectMembers } from './object-members.ts';
import { readFunctionTail, readFunctionValue } from './read-function.ts';
import { readStatements } from './read-statements.ts';
import type { Span } from './scan-source.ts';
import { lineAt, textOf, wholeSpan, type Source } from './source.ts';
import type { FunctionShape, Statement } from './statement.ts';
import type { CodeSymbol, ImportedNames, Outline, SymbolKind } from './symbol.ts';
import { behindPair, endOfStatement, findInside, insidePair, skipBlank } from './walk-code.ts';

/** Functions in functions in functions are of no use to a reader, and deep nesting must not cost the stack. */
const deepestContainer = 4;

/** The outline of TypeScript, JavaScript and Python: read from the statements themselves. */
export function outlineStatements(source: Source): Outline {
  return new Outliner(source).run();
}

class Outliner {
  private readonly source: Source;
  private readonly findDoc: (offset: number) => string | null;
  private readonly symbols: CodeSymbol[] = [];
  private readonly imports: ImportedNames[] = [];

  constructor(source: Source) {
    this.source = source;
    this.findDoc = createDocFinder(source);
  }

  run(): Outline {
    this.readBlock(wholeSpan(this.source), null, 0);
    return { symbols: this.symbols, imports: this.imports };
  }

  private readBlock(span: Span, container: string | null, depth: number): void {
    for (const statement of readStatements(this.source, span)) this.readOne(statement, container, depth);
  }

  private readOne(statement: Statement, container: string | null, depth: number): void {
    const { kind, name, body } = statement;
    if (kind === 'import') this.addImport(statement);
    else if (kind === 'class') {
      this.add(statement, 'class', container);
      if (body !== null && depth < deepestContainer) this.readMembers(body, name, depth + 1);
    } else if (kind === 'type') {
      this.add(
        statement,
        statement.keyword === 'interface' ? 'interface' : statement.keyword === 'enum' ? 'enum' : 'type',
        container,
      );
      if (statement.keyword === 'namespace' && body !== null && depth < deepestContainer) {
        this.readBlock(body, name, depth + 1);
      }
    } else if (statement.shape !== null) {
      this.add(
        statement,
        container !== null && this.isPythonMethod(statement, container) ? 'method' : 'function',
        container,
      );
      this.readInside(statement.shape, name, depth);
    } else if (kind === 'declare') {
      if (depth === 0) this.addConstants(statement, container);
      this.readObject(statement, container ?? name, depth);
    } else if (kind === 'return') {
      this.readObject(statement, container, depth);
    } else if (kind === 'expression') {
      this.readExpression(statement, container, depth);
    } else if (body !== null && depth < deepestContainer && kind !== 'block') {
      // `if (…) {` at the top of a file, for example Python's `if __name__ == '__main__':`.
      if (container === null) this.readBlock(body, container, depth + 1);
    }
  }

  private isPythonMethod(statement: Statement, container: string): boolean {
    if (this.source.language.family !== 'python') return false;
    return this.symbols.some(
      (symbol) => symbol.kind === 'class' && symbol.name === container && symbol.end >= statement.end,
    );
  }

  private readInside(shape: FunctionShape, name: string, depth: number): void {
    if (shape.body === null || depth >= deepestContainer) return;
    if (shape.isExpression) return;
    const inner = textOfCode(this.source, shape.body);
    if (/\bfunction\b|=>|\bclass\b|\bdef\b|\)[^;{}]*\{/.test(inner)) this.readBlock(shape.body, name, depth + 1);
  }

  /** The functions of an object that is written out: what a factory returns, or a table of handlers. */
  private readObject(statement: Statement, container: string | null, depth: number): void {
    const { source } = this;
    if (source.language.family !== 'script' || source.code.charAt(statement.head.start) !== '{') return;
    for (const { name, start, end, shape } of readObjectMembers(source, statement.head.start)) {
      if (shape?.body == null || shape.isExpression) continue;
      const place = { start, end };
      const base = { ...statement, ...place, head: place, body: shape.body, name, isExported: false, shape };
      this.add(base, 'method', container);
      this.readInside(shape, name, depth);
    }
  }

  private addConstants(statement: Statement, container: string | null): void {
    if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(statement.name)) this.add(statement, 'constant', container);
  }

  /** `describe('…', () => {…})` and `it('…', …)` are what a test file is made of. */
  private readExpression(statement: Statement, container: string | null, depth: number): void {
    const { source } = this;
    const call = /^(describe|suite|it|test|context)(?:\.\w+)*\s*\(\s*(["'`])/.exec(
      source.code.slice(statement.start, statement.start + 120),
    );
    if (call !== null) {
      const open = statement.start + call[0].length;
      const quote = call[2] ?? '"';
      const close = findInside(source.code, quote, { start: open, end: statement.end });
      const name = source.text.slice(open, close < 0 ? open : Math.min(close, open + 120)).replace(/\s+/g, ' ');
      this.add({ ...statement, name }, 'test', container);
      const arrow = findInside(source.code, '=>', { start: open, end: statement.end });
      const brace = arrow < 0 ? -1 : skipBlank(source.code, arrow + 2, statement.end);
      const isSuite = call[1] !== 'it' && call[1] !== 'test';
      if (brace >= 0 && source.code.charAt(brace) === '{' && isSuite && depth < deepestContainer) {
        this.readBlock(insidePair(source, brace, statement.end), name, depth + 1);
      }
      return;
    }
    this.readExportValue(statement, container, depth);
  }

  /** `module.exports.x = function …`, `exports.x = (…) => …` and `export default …`. */
  private readExportValue(statement: Statement, container: string | null, depth: number): void {
    const { source } = this;
    const head = source.code.slice(statement.start, Math.min(statement.end, statement.start + 160));
    const match = /^(?:module\.exports\.|exports\.|[\w$]+\.prototype\.)([\w$]+)\s*=\s*/.exec(head);
    const start = match === null ? null : statement.start + match[0].length;
    const read = start === null ? null : readFunctionValue(source, start, statement.end, match?.[1] ?? '');
    if (read === null || match === null) return;
    this.add({ ...statement, name: match[1] ?? '', shape: read.shape, isExported: true }, 'function', container);
    this.readInside(read.shape, match[1] ?? '', depth);
  }

  private add(statement: Statement, kind: SymbolKind, container: string | null): void {
    const { source } = this;
    this.symbols.push({
      kind,
      name: statement.name,
      container,
      start: statement.start,
      end: statement.end,
      line: lineAt(source, statement.start),
      endLine: lineAt(source, Math.max(statement.start, statement.end - 1)),
      isExported: statement.isExported,
      shape: statement.shape,
      body: statement.body,
      doc: this.findDoc(statement.start) ?? docstringOf(source, statement),
    });
  }

  private readMembers(body: Span, container: string, depth: number): void {
    if (this.source.language.family === 'python') {
      this.readBlock(body, container, depth);
      return;
    }
    let at = skipBlank(this.source.code, body.start, body.end);
    while (at < body.end) {
      at = skipBlank(this.source.code, Math.max(at + 1, this.readMember(at, body.end, container, depth)), body.end);
    }
  }

  /** Returns the place behind the member. */
  private readMember(start: number, limit: number, container: string, depth: number): number {
    const { source } = this;
    const { code } = source;
    if (code.charAt(start) === '@') {
      const decorator = /@[\w$.]*/y;
      decorator.lastIndex = start;
      const end = skipBlank(code, start + (decorator.exec(code)?.[0].length ?? 1), limit);
      return code.charAt(end) === '(' ? behindPair(source, end, limit) : end;
    }
    const member =
      /((?:(?:public|private|protected|static|readonly|override|abstract|declare|async|get|set|accessor)\s+)*)(\*?)\s*(#?[\w$]+)\s*([?!]?)\s*(?=[(<:=;{}\n]|$)/y;
    member.lastIndex = start;
    const match = member.exec(code);
    if (match === null) return endOfStatement(source, start, limit);
    const name = match[3] ?? '';
    const modifiers = match[1] ?? '';
    const behind = skipBlank(code, start + match[0].length, limit);
    const isExported = !/private|protected/.test(modifiers) && !name.startsWith('#');
    const shared = { kind: 'function' as const, keyword: '', head: { start, end: start }, name, isExported };
    if ('(<'.includes(code.charAt(behind))) {
      const isAsync = /\basync\b/.test(modifiers);
      const read = readFunctionTail(source, behind, limit, { name, isAsync, isGenerator: match[2] === '*' });
      if (read === null) return endOfStatement(source, behind, limit);
      this.add({ ...shared, start, end: read.end, body: read.shape.body, shape: read.shape }, 'method', container);
      this.readInside(read.shape, name, depth);
      return read.end;
    }
    const end = Math.max(behind, endOfStatement(source, behind, limit));
    const equals = findInside(code, '=', { start: behind, end });
    if (equals >= 0) {
      const read = readFunctionValue(source, skipBlank(code, equals + 1, limit), limit, name);
      if (read !== null && read.end <= end) {
        this.add({ ...shared, start, end: read.end, body: read.shape.body, shape: read.shape }, 'method', container);
      }
    }
    return end;
  }

  private addImport(statement: Statement): void {
    const { source } = this;
    const read =
      source.language.family === 'python' ? pythonImport(source, statement) : scriptImport(source, statement);
    this.imports.push({ ...read, line: lineAt(source, statement.start), span: statement });
  }
}

function textOfCode(source: Source, span: Span): string {
  return source.code.slice(span.start, span.end);
}

function docstringOf(source: Source, statement: Statement): string | null {
  if (source.language.family !== 'python' || statement.body === null) return null;
  const first = source.text.slice(statement.body.start, statement.body.end);
  const match = /^[rbuRBU]{0,2}("""|''')/.exec(first);
  if (match === null) return null;
  const start = match[0].length;
  const end = first.indexOf(match[1] ?? '"""', start);
  return plainComment(first.slice(start, end < 0 ? first.length : end)) || null;
}

function scriptImport(source: Source, statement: Statement): { from: string; names: string[] } {
  const raw = textOf(source, statement).slice(0, 4_000);
  const from = /(["'])([^"'\n]*)\1\s*(?:with\s*\{[^}]*\}\s*)?;?\s*$/.exec(raw)?.[2] ?? '';
  const clause = raw.replace(/^(?:import|export)\s*(?:type\s+)?/, '').replace(/\bfrom\b[\s\S]*$/, '');
  if (clause.trimStart().startsWith('"') || clause.trimStart().startsWith("'")) return { from, names: [] };
  const names = clause
    .replace(/\/\*[^*]*\*\/|\/\/[^\n]*/g, '')
    .replace(/[{}]/g, ',')
    .split(',')
    .map((part) => (/(?:\bas\s+)?([\w$]+|\*)\s*$/.exec(part.trim().replace(/^type\s+/, ''))?.[1] ?? '').trim())
    .filter((name) => name !== '');
  return { from, names };
}

function pythonImport(source: Source, statement: Statement): { from: string; names: string[] } {
  const raw = textOf(source, statement).replace(/[()\\\n]/g, ' ');
  const match = /^from\s+(\S+)\s+import\s+(.*)$/.exec(raw);
  const list = (match?.[2] ?? raw.replace(/^import\s+/, '')).split(',').map((part) => part.trim());
  const names = list.map((part) => /(?:\bas\s+)?(\S+)$/.exec(part)?.[1] ?? '').filter((name) => name !== '');
  return { from: match?.[1] ?? list[0]?.split(/\s/)[0] ?? '', names };
}
