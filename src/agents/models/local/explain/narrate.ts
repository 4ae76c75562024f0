import { inline, lineLink, listWords } from '../markdown.ts';
import { readObjectMembers, type ObjectMember } from '../source/object-members.ts';
import { readStatements } from '../source/read-statements.ts';
import type { Span } from '../source/scan-source.ts';
import { lineAt, type Source } from '../source/source.ts';
import type { Statement } from '../source/statement.ts';
import { callbackBodies, isLiteral } from './facts.ts';

interface Step {
  readonly line: number;
  readonly text: string;
  readonly inner: readonly Step[];
}

const mostSteps = 40;
const deepestStep = 4;

/** What a block does, statement by statement, as a nested list with a link to each line. */
export function narrate(source: Source, span: Span): string[] {
  const narrator = new Narrator(source);
  const steps = narrator.steps(span, 0);
  const lines: string[] = [];
  const write = (list: readonly Step[], indent: string): void => {
    for (const step of list) {
      if (lines.length >= mostSteps) return;
      lines.push(`${indent}- ${lineLink(source.path, step.line)} ${step.text}`);
      write(step.inner, `${indent}  `);
    }
  };
  write(steps, '');
  if (lines.length >= mostSteps) lines.push('- …and so on; ask about a part of it to see the rest.');
  return lines;
}

class Narrator {
  private readonly source: Source;
  private told = 0;

  constructor(source: Source) {
    this.source = source;
  }

  steps(span: Span, depth: number): Step[] {
    const steps: Step[] = [];
    const statements = readStatements(this.source, span);
    for (let index = 0; index < statements.length && this.told <= mostSteps; index += 1) {
      const group = this.setups(statements, index);
      const statement = statements[index];
      if (statement === undefined) break;
      if (group.length > 1) {
        steps.push(this.tellSetups(group));
        index += group.length - 1;
        continue;
      }
      const step = this.tell(statement, depth);
      if (step === null) continue;
      this.told += 1;
      steps.push(step);
    }
    return steps;
  }

  /** Declarations of plain starting values that stand together are one step. */
  private setups(statements: readonly Statement[], from: number): Statement[] {
    const group: Statement[] = [];
    for (let index = from; index < statements.length; index += 1) {
      const statement = statements[index];
      if (statement === undefined || !this.isSetup(statement)) break;
      group.push(statement);
    }
    return group;
  }

  private isSetup(statement: Statement): boolean {
    return statement.kind === 'declare' && statement.shape === null && isLiteral(this.text(statement.head));
  }

  private tellSetups(group: readonly Statement[]): Step {
    const parts = group.map((one) => `${inline(one.name)} (${inline(this.text(one.head), 30)})`);
    this.told += 1;
    return { line: this.line(group[0]), text: `Starts with ${listWords(parts)}.`, inner: [] };
  }

  private line(statement: Statement | undefined): number {
    return lineAt(this.source, statement?.start ?? 0);
  }

  private text(span: Span): string {
    return this.source.text.slice(span.start, span.end);
  }

  private tell(statement: Statement, depth: number): Step | null {
    const line = this.line(statement);
    const head = this.text(statement.head);
    const inner = (): Step[] => this.inner(statement, depth);
    switch (statement.kind) {
      case 'import':
      case 'type':
        return null;
      case 'if':
        return this.branch(line, `If ${inline(head)}`, inner());
      case 'else':
        return this.branch(line, head === '' ? 'Otherwise' : `Otherwise, if ${inline(head)}`, inner());
      case 'loop':
        return { line, text: this.tellLoop(statement, head), inner: inner() };
      case 'try':
        return { line, text: 'Tries:', inner: inner() };
      case 'catch':
        return this.tellCatch(line, statement, inner());
      case 'finally':
        return this.branch(line, 'Whatever happens', inner());
      case 'switch':
        return { line, text: `Decides by ${inline(head)}:`, inner: inner() };
      case 'case':
        return this.branch(line, head === '' || head === '_' ? 'In every other case' : `For ${inline(head)}`, inner());
      case 'with':
        return { line, text: `Within ${inline(head === '' ? statement.keyword : head)}:`, inner: inner() };
      case 'function':
        return { line, text: `Defines ${inline(`${statement.name}()`)} for use in here:`, inner: inner() };
      case 'class':
        return { line, text: `Defines the class ${inline(statement.name)}.`, inner: [] };
      case 'return':
        return this.tellReturned(line, statement, depth);
      case 'throw':
        return { line, text: `Throws ${this.thrown(head)}.`, inner: [] };
      case 'jump':
        return this.tellJump(line, statement.keyword);
      case 'block':
        return { line, text: 'In a block of its own:', inner: inner() };
      case 'declare':
        return this.tellDeclare(statement, head, depth);
      case 'expression':
        return this.tellExpression(statement, head, depth);
    }
  }

  private inner(statement: Statement, depth: number): Step[] {
    if (statement.body === null || depth >= deepestStep) return [];
    return this.steps(statement.body, depth + 1);
  }

  /** A branch with a single plain step is one sentence. */
  private branch(line: number, lead: string, inner: readonly Step[]): Step {
    const only = inner[0];
    if (inner.length === 1 && only !== undefined && only.inner.length === 0 && !only.text.endsWith(':')) {
      return { line, text: `${lead}, ${lowerFirst(only.text)}`, inner: [] };
    }
    if (inner.length === 0) return { line, text: `${lead}, does nothing more here.`, inner };
    return { line, text: `${lead}:`, inner };
  }

  private tellLoop(statement: Statement, head: string): string {
    const each = /^(?:const|let|var|auto|final)?\s*(.+?)\s+(of|in|:)\s+(.+)$/s.exec(
      head.replace(/\s+/g, ' ').slice(0, 300),
    );
    if (statement.keyword.startsWith('for') && each !== null && !head.includes(';')) {
      return `For each ${inline((each[1] ?? '').replace(/^.*\s(?=\w+$)/, ''))} of ${inline(each[3] ?? '')}:`;
    }
    const range = /^(.+?)\s*:?=\s*range\s+(.+)$/s.exec(head.slice(0, 300));
    if (range !== null) return `For each ${inline(range[1] ?? '')} of ${inline(range[2] ?? '')}:`;
    if (head.replace(/[;\s]/g, '') === '' || /^(?:true|True|1)$/.test(head))
      return 'Repeats until something inside ends it:';
    const [start = '', check = '', step = ''] = head.split(';').map((part) => part.trim());
    if (head.includes(';')) {
      if (check === '') return `Repeats without end, with ${inline(start)} and ${inline(step)} each time:`;
      return `Counts: ${inline(start.replace(/^(?:let|var|int|const)\s+/, ''))}, as long as ${inline(check)}${step === '' ? '' : `, ${inline(step)} each time`}:`;
    }
    return statement.keyword === 'do' ? `Does this at least once, ${inline(head)}:` : `As long as ${inline(head)}:`;
  }

  private tellCatch(line: number, statement: Statement, inner: readonly Step[]): Step {
    const what =
      this.source.language.family === 'python' && this.text(statement.head) !== ''
        ? `If that raises ${inline(this.text(statement.head))}`
        : 'If that throws';
    if (inner.length > 0) return this.branch(line, what, inner);
    return { line, text: `${what}, the error is dropped without a trace.`, inner: [] };
  }

  private thrown(head: string): string {
    const made = /^(?:new\s+)?([\w.$]+)\(\s*(["'`])([^\n]{0,160}?)\2/.exec(head);
    if (made === null) return head === '' ? 'the same error again' : inline(head);
    return `${inline(made[1] ?? '')} (“${(made[3] ?? '').replace(/\$\{[^}]*\}/g, '…').replace(/[*_[\]<>`]/g, '')}”)`;
  }

  private tellJump(line: number, keyword: string): Step | null {
    if (keyword === 'pass') return { line, text: 'Does nothing.', inner: [] };
    return { line, text: keyword === 'break' ? 'Leaves the loop.' : 'Goes on with the next round.', inner: [] };
  }

  private tellReturned(line: number, statement: Statement, depth: number): Step {
    const members = this.memberSteps(statement.head, depth);
    const text = this.tellReturn(statement);
    if (members.length > 0) return { line, text: text.replace(/\.$/, ':'), inner: members };
    const isObject = this.objectMembers(statement.head).length > 0;
    return { line, text, inner: isObject ? [] : this.callbackSteps(statement, depth) };
  }

  private tellReturn(statement: Statement): string {
    const head = this.headText(statement.head);
    if (head === '') return 'Is done.';
    const awaited = /^await\s+(.+)$/s.exec(head)?.[1];
    const members = this.returnedMembers(statement.head);
    if (members !== null) return `Returns an object with ${members}.`;
    return awaited === undefined
      ? `Returns ${inline(head, 110)}.`
      : `Waits for ${inline(awaited, 110)} and returns what it gives.`;
  }

  /** For an object with functions in it, or a long one: its names, since its text is long. */
  private returnedMembers(span: Span): string | null {
    const members = this.objectMembers(span);
    if (members.length === 0 || (span.end - span.start < 80 && members.every(({ shape }) => shape === null)))
      return null;
    return listWords(
      members.map(({ name, shape }) => inline(shape === null ? name : `${name}()`)),
      8,
    );
  }

  private objectMembers(span: Span): readonly ObjectMember[] {
    if (this.source.language.family !== 'script' || this.source.code.charAt(span.start) !== '{') return [];
    return readObjectMembers(this.source, span.start);
  }

  /** Each function of a returned object as a step of its own. */
  private memberSteps(span: Span, depth: number): Step[] {
    if (depth >= deepestStep) return [];
    return this.objectMembers(span).flatMap(({ name, start, shape }): Step[] => {
      if (shape?.body == null || shape.isExpression) return [];
      const inner = this.steps(shape.body, depth + 1);
      if (inner.length === 0) return [];
      return [
        { line: lineAt(this.source, start), text: `${inline(`${name}()`)}${shape.isAsync ? ', async' : ''}:`, inner },
      ];
    });
  }

  /** An expression without the bodies of the functions in it. */
  private headText(span: Span): string {
    let text = '';
    let at = span.start;
    for (const { body } of callbackBodies(this.source, span)) {
      if (body === null || body.end > span.end) continue;
      text += `${this.source.text.slice(at, body.start)} … `;
      at = body.end;
    }
    return (text + this.source.text.slice(at, span.end))
      .replace(/\s+/g, ' ')
      .replace(/\{ … \}/g, '{…}')
      .trim();
  }

  private callbackSteps(statement: Statement, depth: number): Step[] {
    if (depth >= deepestStep) return [];
    return callbackBodies(this.source, statement.head).flatMap(({ body }) =>
      body === null ? [] : this.steps(body, depth + 1),
    );
  }

  private tellDeclare(statement: Statement, head: string, depth: number): Step {
    const line = this.line(statement);
    const name = inline(statement.name);
    if (statement.shape !== null) {
      const { body, isExpression } = statement.shape;
      if (body !== null && isExpression) {
        return { line, text: `Keeps a function as ${name}: ${inline(this.text(body))}.`, inner: [] };
      }
      const inner = body === null || depth >= deepestStep ? [] : this.steps(body, depth + 1);
      return { line, text: `Defines ${inline(`${statement.name}()`)} for use in here:`, inner };
    }
    const inner = this.callbackSteps(statement, depth);
    if (head === '') return { line, text: `Declares ${name}.`, inner };
    const text = this.headText(statement.head);
    const awaited = /^await\s+(.+)$/s.exec(text)?.[1];
    if (awaited !== undefined)
      return {
        line,
        text: `Waits for ${inline(awaited)} and keeps the result as ${name}${inner.length > 0 ? ':' : '.'}`,
        inner,
      };
    const verb = isLiteral(text) ? `Starts ${name} at ${inline(text)}` : `Keeps ${inline(text)} as ${name}`;
    return { line, text: `${verb}${inner.length > 0 ? ':' : '.'}`, inner };
  }

  private tellExpression(statement: Statement, head: string, depth: number): Step | null {
    const line = this.line(statement);
    if (this.source.language.family === 'python' && /^[rbu]?(?:"""|''')/i.test(head)) return null;
    const inner = this.callbackSteps(statement, depth);
    const end = inner.length > 0 ? ':' : '.';
    const text = this.headText(statement.head);
    const awaited = /^await\s+(.+)$/s.exec(text)?.[1];
    if (awaited !== undefined) return { line, text: `Waits for ${inline(awaited)}${end}`, inner };
    const method = /^(?:(?:async|static|get|set) )*(#?[\w$]+)\([^{}]*\)(?:: [^={]+)? \{/.exec(text.slice(0, 300))?.[1];
    if (method !== undefined) return { line, text: `Defines ${inline(`${method}()`)}.`, inner: [] };
    const floating = /^(?:void|go|defer)\s+(.+)$/s.exec(text);
    if (floating !== null) {
      const how = text.startsWith('defer') ? 'On the way out, runs' : 'Starts, without waiting for it,';
      return { line, text: `${how} ${inline(floating[1] ?? '')}${end}`, inner };
    }
    if (text.startsWith('yield')) return { line, text: `Yields ${inline(text.replace(/^yield\s*/, ''))}${end}`, inner };
    const assigned = /^([\w$#.[\]?!'"]{1,80})\s*([+\-*/%&|^?]{0,2})=(?![=>])\s*(.+)$/s.exec(text.slice(0, 400));
    if (assigned !== null) {
      const [, target = '', operator = '', value = ''] = assigned;
      if (operator === '+') return { line, text: `Adds ${inline(value)} to ${inline(target)}${end}`, inner };
      if (operator === '-') return { line, text: `Takes ${inline(value)} from ${inline(target)}${end}`, inner };
      const waits = /^await\s+(.+)$/s.exec(value)?.[1];
      const what =
        waits === undefined
          ? `Sets ${inline(target)} to ${inline(value)}`
          : `Sets ${inline(target)} to what ${inline(waits)} gives, once it is there`;
      return { line, text: `${what}${end}`, inner };
    }
    return { line, text: `${text.includes('(') ? 'Calls' : 'Does'} ${inline(text)}${end}`, inner };
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
