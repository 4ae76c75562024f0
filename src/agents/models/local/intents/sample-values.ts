import type { Parameter } from '../source/parameters.ts';

/** A value to call something with, as source text. */
export interface Sample {
  readonly text: string;
  /** For the name of a test: `an empty text`. */
  readonly what: string;
}

interface Words {
  readonly none: string;
  readonly yes: string;
  readonly no: string;
}

const scriptWords: Words = { none: 'null', yes: 'true', no: 'false' };
const pythonWords: Words = { none: 'None', yes: 'True', no: 'False' };

export type SampleLanguage = 'script' | 'python';

/** What is known of the types that the tested code names; null where nothing is. */
export interface TypeLookup {
  fields(type: string): readonly Parameter[] | null;
  /** What a type stands for, as written. */
  alias(type: string): string | null;
}

const noTypes: TypeLookup = { fields: () => null, alias: () => null };

function wordsOf(language: SampleLanguage): Words {
  return language === 'python' ? pythonWords : scriptWords;
}

type Shape = 'text' | 'number' | 'truth' | 'list' | 'signal' | 'function' | 'moment' | 'object' | 'unknown';

/** What kind of value a parameter takes: by its type, else by its default, else by its name. */
export function shapeOf({ name, type, defaultValue }: Parameter): Shape {
  const declared = (type ?? '').replace(/^(?:readonly |Readonly<)/, '');
  if (/AbortSignal/.test(declared) || name === 'signal') return 'signal';
  if (/=>|^(?:Function|Callable)/.test(declared)) return 'function';
  if (/\[\]$|^(?:Array|ReadonlyArray|List|list|Sequence|Iterable|Set)\b/.test(declared)) return 'list';
  if (/^(?:string|str|String)\b|^['"]/.test(declared)) return 'text';
  if (/^(?:number|int|float|bigint|double|long)\b/.test(declared)) return 'number';
  if (/^(?:boolean|bool)\b/.test(declared)) return 'truth';
  if (/^(?:Date|datetime)\b/.test(declared)) return 'moment';
  if (declared !== '') return 'object';
  if (defaultValue !== null) {
    if (/^['"`]/.test(defaultValue)) return 'text';
    if (/^-?\d/.test(defaultValue)) return 'number';
    if (/^(?:true|false)$/i.test(defaultValue)) return 'truth';
    if (defaultValue.startsWith('[')) return 'list';
  }
  return shapeByName(name);
}

function shapeByName(name: string): Shape {
  if (/(?:^|_)(?:is|has|can)[A-Z_]|^(?:enabled|force|verbose)$/.test(name)) return 'truth';
  if (
    /(?:Ms|Bytes|[cC]ount|[sS]ize|[lL]imit|[iI]ndex|[aA]ttempt|[lL]ength|[tT]otal|[nN]umber)$|^(?:n|x|y|i|a|b|port|seconds|amount|price|tries)$/.test(
      name,
    )
  )
    return 'number';
  if (/^(?:callback|fn|handler|listener|job|predicate)$/.test(name)) return 'function';
  if (/(?:name|text|path|url|key|id|title|message|word|line|value|email|token|query)$/i.test(name)) return 'text';
  if (/(?:items|list|values|rows|users|files|words|lines)$/i.test(name)) return 'list';
  return /[a-z]{3,}[^s]s$/.test(name) ? 'list' : 'unknown';
}

function textFor(name: string): string {
  if (/url|link|address/i.test(name)) return "'http://127.0.0.1:8080/'";
  if (/path|file/i.test(name)) return "'docs/a.txt'";
  if (/email/i.test(name)) return "'ada@example.org'";
  if (/date|time|at$/i.test(name)) return "'2026-01-31T12:00:00.000Z'";
  if (/id$/i.test(name)) return "'id-1'";
  return "'abc'";
}

/** An everyday value. */
export function ordinarySample(parameter: Parameter, language: SampleLanguage, types: TypeLookup = noTypes): Sample {
  const alias = parameter.type === null ? null : types.alias(parameter.type);
  if (alias !== null && alias !== parameter.type) return ordinarySample({ ...parameter, type: alias }, language);
  const words = wordsOf(language);
  const literal = /^(['"])[^'"]*\1/.exec(parameter.type ?? '')?.[0];
  switch (shapeOf(parameter)) {
    case 'text':
      return { text: literal ?? textFor(parameter.name), what: 'a text' };
    case 'number':
      return {
        text:
          parameter.defaultValue !== null && /^[\d_.]+$/.test(parameter.defaultValue) ? parameter.defaultValue : '3',
        what: 'a number',
      };
    case 'truth':
      return { text: words.yes, what: 'yes' };
    case 'list':
      return {
        text: /string|str/.test(parameter.type ?? '')
          ? "['a', 'b']"
          : /number|int|float/.test(parameter.type ?? '')
            ? '[1, 2, 3]'
            : '[]',
        what: 'a list',
      };
    case 'signal':
      return { text: 'new AbortController().signal', what: 'a signal' };
    case 'function':
      return {
        text:
          language === 'python'
            ? 'lambda *_: None'
            : /Promise/.test(parameter.type ?? '') || /^Job$/.test(parameter.type ?? '')
              ? 'async () => undefined'
              : '() => undefined',
        what: 'a function',
      };
    case 'moment':
      return {
        text: language === 'python' ? 'datetime(2026, 1, 31)' : "new Date('2026-01-31T12:00:00.000Z')",
        what: 'a moment',
      };
    case 'object':
      return { text: objectFor(parameter, language, types), what: 'an object' };
    case 'unknown':
      return { text: words.none, what: 'nothing' };
  }
}

function objectFor({ type }: Parameter, language: SampleLanguage, types: TypeLookup): string {
  const fields = type === null ? null : types.fields(type);
  if (fields !== null && language === 'script') {
    const needed = fields.filter(({ isOptional }) => !isOptional);
    const values = needed.map((field) => `${field.name}: ${ordinarySample(field, language, types).text}`);
    return values.length === 0 ? '{}' : `{ ${values.join(', ')} }`;
  }
  if (type !== null && /^(?:Readonly<)?Record</.test(type)) return '{}';
  if (type !== null && /\|\s*(?:null|None)\b/.test(type)) return wordsOf(language).none;
  if (type !== null && /^(?:Map|Set)\b/.test(type)) return `new ${type.split('<')[0] ?? 'Map'}()`;
  return language === 'python' ? '{}' : '{ /* fill in */ }';
}

/** Values at the edges of what a parameter takes. */
export function edgeSamples(parameter: Parameter, language: SampleLanguage): Sample[] {
  const edges: Sample[] = [];
  switch (shapeOf(parameter)) {
    case 'text':
      edges.push({ text: "''", what: 'an empty text' });
      break;
    case 'number':
      edges.push({ text: '0', what: 'zero' }, { text: '-1', what: 'a negative number' });
      break;
    case 'list':
      edges.push({ text: '[]', what: 'an empty list' });
      break;
    case 'truth':
      edges.push({ text: wordsOf(language).no, what: 'no' });
      break;
    default:
      break;
  }
  if (/\bnull\b|\bNone\b|Optional/.test(parameter.type ?? ''))
    edges.push({ text: wordsOf(language).none, what: 'nothing' });
  return edges;
}

const mirrored: Readonly<Record<string, string>> = {
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
  '===': '===',
  '==': '==',
  '!==': '!==',
  '!=': '!=',
};

/** A value of the parameter that makes a condition true, where the condition is a simple one about it; else null. */
export function sampleThatMakes(condition: string, parameter: Parameter, language: SampleLanguage): Sample | null {
  const name = parameter.name.replaceAll('$', '\\$');
  if (!/^[\w$]+$/.test(parameter.name)) return null;
  const text = condition.trim();
  const words = wordsOf(language);
  if (new RegExp(`^(?:!|not )${name}$`).test(text))
    return { text: emptyOf(parameter, words), what: `no ${parameter.name}` };
  if (text === parameter.name || new RegExp(`^${name}\\s*(?:!==?|is not)\\s*(?:null|undefined|None)$`).test(text)) {
    return ordinarySample(parameter, language);
  }
  if (new RegExp(`^${name}\\s*(?:===?|is)\\s*(?:null|undefined|None)$`).test(text))
    return { text: /undefined/.test(text) ? 'undefined' : words.none, what: `no ${parameter.name}` };
  if (new RegExp(`^(?:${name}\\.length\\s*===?\\s*0|len\\(${name}\\)\\s*==\\s*0)$`).test(text))
    return { text: shapeOf(parameter) === 'list' ? '[]' : "''", what: `an empty ${parameter.name}` };
  if (new RegExp(`^(?:!Number\\.is(?:Safe)?Integer|Number\\.isNaN)\\(${name}\\)$`).test(text))
    return { text: text.startsWith('!') ? '1.5' : 'Number.NaN', what: text.startsWith('!') ? 'a fraction' : 'NaN' };
  const compared = new RegExp(`^${name}\\s*(<=?|>=?|===?|!==?)\\s*(-?[\\d_.]+|'[^']*'|"[^"]*")$`).exec(text);
  const turned = new RegExp(`^(-?[\\d_.]+)\\s*(<=?|>=?|===?|!==?)\\s*${name}$`).exec(text);
  if (compared !== null) return solve(compared[1] ?? '', compared[2] ?? '');
  if (turned !== null) return solve(mirrored[turned[2] ?? ''] ?? '', turned[1] ?? '');
  return null;
}

function emptyOf(parameter: Parameter, words: Words): string {
  const shape = shapeOf(parameter);
  return shape === 'text' ? "''" : shape === 'number' ? '0' : shape === 'truth' ? words.no : words.none;
}

function solve(operator: string, value: string): Sample | null {
  if (/^['"]/.test(value))
    return operator.startsWith('=') ? { text: value, what: value.slice(1, -1) || 'an empty text' } : null;
  const number = Number(value.replaceAll('_', ''));
  if (!Number.isFinite(number)) return null;
  const chosen = operator === '<' ? number - 1 : operator === '>' || operator.startsWith('!') ? number + 1 : number;
  return { text: String(chosen), what: String(chosen) };
}
