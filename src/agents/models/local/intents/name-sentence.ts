import { splitName } from '../search/terms.ts';
import type { Parameter } from '../source/parameters.ts';
import type { CodeSymbol } from '../source/symbol.ts';

const verbs: ReadonlySet<string> = new Set(
  (
    'add append apply ask assert attach await begin bind build cache calculate call cancel change check choose clean clear close collect combine compare ' +
    'compute connect convert copy count create decode defer delete describe detect disconnect discard dispatch do draw drop emit encode end ensure escape ' +
    'evict execute expand export extract fetch fill filter find finish fit flush follow format forget generate get give guard handle hash hide ignore import ' +
    'increment index init initialize insert install invoke join keep launch limit list listen load lock log make map mark match measure merge move narrate ' +
    'normalize notify observe open pack parse pause pick place play poll post prepare print process publish pull push put quote rank read receive record ' +
    'reduce refresh register reject release remove rename render replace report request require reset resolve restore resume retry return reverse run save ' +
    'say scan schedule search select send serve set shift show shuffle skip sleep sort split start stop store strip subscribe sum summarize swap switch sync ' +
    'take tell test throw toggle track transform trim try unlock unpack unsubscribe update upload use validate verify visit wait walk watch wrap write yield'
  ).split(' '),
);

function thirdPerson(verb: string): string {
  if (/(?:s|sh|ch|x|z|o)$/.test(verb)) return `${verb}es`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return `${verb}s`;
}

const units: Readonly<Record<string, string>> = {
  ms: 'in milliseconds',
  seconds: 'in seconds',
  bytes: 'in bytes',
  usd: 'in US dollars',
  percent: 'in percent',
  px: 'in pixels',
};

function article(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  if (last === '' || /[^s]s$/.test(last)) return '';
  return 'the ';
}

function phrase(words: readonly string[]): string {
  const unit = units[words.at(-1) ?? ''];
  const rest = unit === undefined ? words : words.slice(0, -1);
  const text = `${article(rest)}${rest.join(' ')}`;
  return unit === undefined ? text : `${text}, ${unit}`;
}

/** A first sentence for a comment, read from a name: `isEmpty`, `createQueue`, `retryDelayMs`, `onClose`. */
export function sentenceFromName(
  symbol: Pick<CodeSymbol, 'name' | 'kind' | 'container'>,
  parameters: readonly Parameter[] = [],
): string {
  const words = splitName(symbol.name).map((word) => word.toLowerCase());
  const [first = '', ...rest] = words;
  if (symbol.name === 'constructor' || symbol.name === '__init__')
    return `Makes a ${symbol.container ?? 'new object'}.`;
  if (symbol.name === 'main') return 'Runs the program.';
  if (symbol.kind === 'class') return `A ${words.join(' ')}.`;
  if (['is', 'has', 'can', 'should', 'are', 'was', 'needs'].includes(first)) {
    const [only] = parameters;
    const isThing =
      parameters.length === 1 && only !== undefined && /^[a-z]{3,}$/i.test(only.name) && only.type !== 'string';
    const subject = isThing ? `the ${splitName(only.name).join(' ').toLowerCase()}` : 'it';
    return `Tells whether ${subject} ${first} ${rest.join(' ')}.`.replace(/\s+\./, '.');
  }
  if (first === 'on' && rest.length > 0) return `Called on ${rest.join(' ')}.`;
  if (first === 'to' && rest.length > 0) return `Converts to ${rest.join(' ')}.`;
  if (first === 'from' && rest.length > 0) return `Makes one from ${rest.join(' ')}.`;
  const isNoun =
    symbol.kind !== 'method' &&
    rest.length > 0 &&
    ['ms', 'count', 'delay', 'size', 'length', 'name', 'path', 'index', 'rate'].includes(words.at(-1) ?? '');
  if (verbs.has(first) && !isNoun) {
    const made = first === 'create' || first === 'make' || first === 'build';
    const isPlural = /[^s]s$/.test(rest.at(-1) ?? '');
    const object =
      rest.length === 0
        ? ''
        : made && !isPlural
          ? ` ${/^[aeiou]/.test(rest[0] ?? '') ? 'an' : 'a'} ${rest.join(' ')}`
          : ` ${phrase(rest)}`;
    return `${capital(thirdPerson(first))}${object}.`;
  }
  return `Gives ${phrase(words)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a parameter's name says, for a comment: `timeoutMs` is `Timeout, in milliseconds`. */
export function phraseFromName(name: string): string {
  const words = splitName(name).map((word) => word.toLowerCase());
  return capital(phrase(words).replace(/^the /, 'the '));
}
