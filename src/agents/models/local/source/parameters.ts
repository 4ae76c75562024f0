import type { Span } from './scan-source.ts';
import type { Source } from './source.ts';
import { splitAtCommas } from './walk-code.ts';

export interface Parameter {
  /** The name, or the pattern as written for one that is taken apart. */
  readonly name: string;
  readonly type: string | null;
  readonly defaultValue: string | null;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The parameters of a function, without the receiver of Python and Rust. */
export function readParameters(source: Source, span: Span): Parameter[] {
  const { family, id } = source.language;
  const texts = splitAtCommas(source, span).map((part) => withoutComments(source, part));
  if (family === 'script') return texts.map(scriptParameter);
  if (family === 'python') return texts.filter((text) => !/^(?:self|cls|\*|\/)$/.test(text)).map(pythonParameter);
  if (id === 'rust') return texts.filter((text) => !/^&?(?:'\w+ )?(?:mut )?self$/.test(text)).map(scriptParameter);
  if (id === 'go') return goParameters(texts);
  return texts.filter((text) => text !== 'void').map(typedParameter);
}

/** The members of an interface that are no methods, as parameters. */
export function readTypeFields(source: Source, body: Span): Parameter[] {
  const fields: Parameter[] = [];
  let start = body.start;
  for (let at = body.start; at <= body.end; at += 1) {
    const sign = source.code.charAt(at);
    if ('([{'.includes(sign) && sign !== '') at = Math.max(at, source.pairs.get(at) ?? at);
    else if (sign === ';' || sign === ',' || at === body.end) {
      const text = withoutComments(source, { start, end: Math.min(at, body.end) }).replace(/^readonly\s+/, '');
      if (/^[\w$]+\??\s*:/.test(text)) fields.push(scriptParameter(text));
      start = at + 1;
    }
  }
  return fields;
}

function withoutComments(source: Source, span: Span): string {
  let text = '';
  let at = span.start;
  for (const comment of source.comments) {
    if (comment.end <= at || comment.start >= span.end) continue;
    text += source.text.slice(at, Math.max(at, comment.start));
    at = comment.end;
  }
  return oneLine(text + source.text.slice(Math.min(at, span.end), span.end));
}

function scriptParameter(text: string): Parameter {
  const bare = text.replace(/^(?:(?:public|private|protected|readonly|mut)\s+)+/, '');
  const isRest = bare.startsWith('...');
  const rest = isRest ? bare.slice(3) : bare;
  const nameEnd = /^[{[]/.test(rest) ? closingEnd(rest) : (/^[^\s?:=]+/.exec(rest)?.[0].length ?? rest.length);
  const name = rest.slice(0, nameEnd);
  const behind = rest.slice(nameEnd);
  const isOptional = /^\s*\?/.test(behind);
  const { type, defaultValue } = splitDefault(behind.replace(/^\s*\?/, ''));
  return { name, type, defaultValue, isOptional: isOptional || defaultValue !== null, isRest };
}

function closingEnd(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ('{['.includes(text.charAt(at))) depth += 1;
    if ('}]'.includes(text.charAt(at))) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** `: type = default`; an arrow in the type is no default. */
function splitDefault(text: string): { type: string | null; defaultValue: string | null } {
  const equals = /=(?![>=])/.exec(text)?.index ?? -1;
  const typePart = (equals < 0 ? text : text.slice(0, equals)).trim().replace(/^:\s*/, '');
  return {
    type: typePart === '' ? null : typePart,
    defaultValue: equals < 0 ? null : text.slice(equals + 1).trim(),
  };
}

function pythonParameter(text: string): Parameter {
  const isRest = text.startsWith('*');
  const bare = text.replace(/^\*{1,2}/, '');
  const name = /^\w+/.exec(bare)?.[0] ?? bare;
  const { type, defaultValue } = splitDefault(bare.slice(name.length));
  return { name, type, defaultValue, isOptional: defaultValue !== null, isRest };
}

/** In Go several names may share the type that follows the last of them. */
function goParameters(texts: readonly string[]): Parameter[] {
  const found: Parameter[] = [];
  let type: string | null = null;
  for (const text of texts.toReversed()) {
    const match = /^(\w+)\s+(.+)$/.exec(text);
    type = match?.[2] ?? type;
    const isRest = type?.startsWith('...') ?? false;
    found.unshift({ name: match?.[1] ?? text, type, defaultValue: null, isOptional: false, isRest });
  }
  return found;
}

function typedParameter(text: string): Parameter {
  const { type: before, defaultValue } = splitDefault(text);
  const declared = (before ?? text).replace(/^(?:@\w+\s+|final\s+|const\s+|ref\s+|out\s+|params\s+|this\s+)+/, '');
  const name = /(\w+)\s*(?:\[\s*\d*\s*\])*$/.exec(declared)?.[1] ?? declared;
  const type = declared.slice(0, declared.lastIndexOf(name)).trim();
  return {
    name,
    type: type === '' ? null : type,
    defaultValue,
    isOptional: defaultValue !== null,
    isRest: declared.includes('...'),
  };
}
