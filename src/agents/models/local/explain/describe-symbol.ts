import { inline, lineLink, listWords, placeLink, plainWords, plural } from '../markdown.ts';
import { readParameters } from '../source/parameters.ts';
import { firstSentence } from '../source/doc-comment.ts';
import type { Source } from '../source/source.ts';
import type { CodeSymbol, Outline } from '../source/symbol.ts';
import { readFacts, type BodyFacts } from './facts.ts';

/** `name(a, b?, ...c)`. */
export function callForm(source: Source, symbol: CodeSymbol): string {
  const owner = symbol.kind === 'method' && symbol.container !== null ? `${symbol.container}.` : '';
  if (symbol.shape === null) return `${owner}${symbol.name}`;
  const parameters = readParameters(source, symbol.shape.parameters).map(
    ({ name, isOptional, isRest }) =>
      `${isRest ? '...' : ''}${name.startsWith('{') ? name : name}${isOptional ? '?' : ''}`,
  );
  return `${owner}${symbol.name}(${parameters.join(', ')})`;
}

const kindNames: Readonly<Record<CodeSymbol['kind'], string>> = {
  function: 'function',
  method: 'method',
  class: 'class',
  interface: 'interface',
  type: 'type',
  enum: 'enum',
  constant: 'constant',
  test: 'test',
  section: 'section',
  key: 'key',
};

export function kindOf(symbol: CodeSymbol): string {
  const words = [
    symbol.shape?.isAsync === true ? 'async' : '',
    symbol.shape?.isGenerator === true ? 'generator' : '',
    kindNames[symbol.kind],
  ].filter((word) => word !== '');
  return words.join(' ');
}

/** What a function does, from its body, in half a sentence; for lists where no comment says it. */
export function synopsis(source: Source, symbol: CodeSymbol): string {
  if (symbol.doc !== null) return plainWords(firstSentence(symbol.doc), 160);
  const { shape } = symbol;
  if (shape === null) return '';
  if (shape.body === null) return '';
  const body = source.text.slice(shape.body.start, shape.body.end).trim();
  if (shape.isExpression) return `gives ${inline(body, 70)}`;
  const facts = readFacts(source, shape);
  const only = facts.returns[0];
  if (facts.statements === 1 && only !== undefined) return `returns ${inline(headOf(source, only.statement.head), 70)}`;
  const parts: string[] = [];
  const loop = facts.loops[0];
  if (loop !== undefined) parts.push(`loops (${inline(headOf(source, loop.head), 40)})`);
  const calls = ownCalls(facts).slice(0, 3);
  if (calls.length > 0) parts.push(`calls ${listWords(calls.map((name) => inline(name)))}`);
  const last = facts.returns.at(-1);
  const value = last === undefined ? '' : headOf(source, last.statement.head);
  if (value !== '') parts.push(`returns ${inline(value, 50)}`);
  return parts.join(', ');
}

function headOf(source: Source, span: { start: number; end: number }): string {
  return source.text.slice(span.start, span.end);
}

/** The names that a body calls, each once, without what every program calls. */
function ownCalls(facts: BodyFacts): string[] {
  const plain =
    /^(?:console\.|Math\.|Number\b|String\b|Boolean\b|Array\.|Object\.|print$|len$|str$|int$|Promise\.(?:resolve|reject)$)/;
  return [...new Set(facts.calls.map(({ name }) => name))].filter((name) => !plain.test(name));
}

export interface Origin {
  readonly name: string;
  readonly from: string;
}

/** Which of the called names come from other files, and which stand in this one. */
export function callOrigins(facts: BodyFacts, outline: Outline): { imported: Origin[]; local: CodeSymbol[] } {
  const names = new Set(facts.calls.map(({ name }) => name.split(/[.?:]/)[0] ?? name));
  const imported = outline.imports.flatMap(({ from, names: taken }) =>
    taken.filter((name) => names.has(name)).map((name) => ({ name, from })),
  );
  const local = outline.symbols.filter(
    ({ name, shape, kind }) => shape !== null && kind === 'function' && names.has(name),
  );
  return { imported, local };
}

/** What goes in, what comes out, what can go wrong: sentences from the signature and the body. */
export function describeContract(source: Source, symbol: CodeSymbol, facts: BodyFacts): string[] {
  const { shape } = symbol;
  if (shape === null) return [];
  const lines: string[] = [];
  const parameters = readParameters(source, shape.parameters).map(({ name, type, defaultValue, isRest }) => {
    const extra = [
      type === null ? '' : inline(type, 60),
      defaultValue === null ? '' : `${inline(defaultValue, 40)} unless given`,
    ];
    const told = extra.filter((part) => part !== '').join(', ');
    return `${inline(`${isRest ? '...' : ''}${name}`, 60)}${told === '' ? '' : ` (${told})`}`;
  });
  if (parameters.length > 0) lines.push(`**Takes** ${listWords(parameters, 8)}.`);
  const gives = describeResult(source, symbol, facts);
  if (gives !== null) lines.push(gives);
  const thrown = facts.throws.slice(0, 5).map(({ statement, when, line }) => {
    const what = /^(?:new\s+)?([\w.$]+)/.exec(headOf(source, statement.head))?.[1] ?? 'an error';
    const condition = when.at(-1);
    return `${inline(what)}${condition === undefined ? '' : ` when ${inline(condition, 60)}`} (${lineLink(source.path, line)})`;
  });
  if (thrown.length > 0) {
    const verb =
      source.language.family === 'python' ? 'Raises' : source.language.id === 'rust' ? 'Panics with' : 'Throws';
    lines.push(`**${verb}** ${listWords(thrown, 5)}.`);
  }
  return lines;
}

function describeResult(source: Source, symbol: CodeSymbol, facts: BodyFacts): string | null {
  const { shape } = symbol;
  if (shape === null) return null;
  const type = shape.returns === null ? '' : headOf(source, shape.returns).trim();
  const values = facts.returns
    .filter(({ statement }) => statement.head.end > statement.head.start)
    .map(({ statement, when }) => ({ text: headOf(source, statement.head), when }));
  const early = values.filter(({ when }) => when.length > 0).slice(0, 4);
  const ways = early.map(({ text, when }) => `${inline(text, 50)} when ${inline(when.at(-1) ?? '', 60)}`);
  const lead = type === '' ? '' : ` ${inline(type, 80)}`;
  if (ways.length > 0) {
    const last = values.at(-1);
    const rest = last !== undefined && last.when.length === 0 ? `; else ${inline(last.text, 60)}` : '';
    return `**Gives**${lead}${lead === '' ? ' ' : ': '}${ways.join('; ')}${rest}.`;
  }
  if (shape.isGenerator) return type === '' ? '**Gives** its values one by one.' : `**Gives**${lead}, value by value.`;
  return type === '' || /^(?:void|None|Promise<void>)$/.test(type) ? null : `**Gives**${lead}.`;
}

/** The members of a type or class in a few words. */
export function describeMembers(source: Source, symbol: CodeSymbol, outline: Outline): string[] {
  const inside = outline.symbols.filter(
    (other) => other.container === symbol.name && other !== symbol && other.kind === 'method',
  );
  if (inside.length > 0) {
    return inside.slice(0, 20).map((member) => {
      const what = synopsis(source, member);
      return `- ${lineLink(source.path, member.line)} ${inline(callForm(source, { ...member, container: null }))}${what === '' ? '' : `: ${what}`}`;
    });
  }
  if (symbol.body === null) return [];
  const fields = source.text.slice(symbol.body.start, symbol.body.end).split(/[;\n]/);
  const names = fields
    .map((field) => /^\s*(?:readonly\s+|pub\s+)?([\w$]+\??)\s*[:( ]/.exec(field)?.[1])
    .filter((name) => name !== undefined);
  return names.length === 0
    ? []
    : [
        `It has ${listWords(
          names.map((name) => inline(name)),
          12,
        )}.`,
      ];
}

/** The first sentence about a symbol: what it is, where, and what its comment says. */
export function introduce(source: Source, symbol: CodeSymbol): string {
  const exported = symbol.isExported && source.language.family === 'script' ? 'exported ' : '';
  const article = /^[aeiou]/.test(exported + kindOf(symbol)) ? 'an' : 'a';
  const place = placeLink(source.path, symbol.line, symbol.endLine);
  const owner = symbol.container !== null && symbol.kind !== 'method' ? ` inside ${inline(symbol.container)}` : '';
  const size = symbol.endLine - symbol.line + 1;
  const doc =
    symbol.doc === null ? '' : ` Its comment says: “${plainWords(symbol.doc.replace(/@\w+[\s\S]*$/, ''), 420)}”`;
  return `**${inline(callForm(source, symbol))}** is ${article} ${exported}${kindOf(symbol)}${owner} of ${plural(size, 'line')}, ${place}.${doc}`;
}
