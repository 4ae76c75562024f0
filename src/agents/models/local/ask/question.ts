/** What a person's words ask for, as far as words alone can tell. */
export type Question =
  | { readonly kind: 'greeting' | 'thanks' | 'help' | 'start' | 'overview' }
  | { readonly kind: 'draft'; readonly about: string }
  | { readonly kind: 'list' | 'count'; readonly what: Listed; readonly rest: string }
  | { readonly kind: 'used' | 'defined' | 'explain'; readonly rest: string }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'find'; readonly rest: string };

export type Listed =
  | 'functions'
  | 'methods'
  | 'classes'
  | 'types'
  | 'constants'
  | 'files'
  | 'tests'
  | 'todos'
  | 'exports'
  | 'imports'
  | 'lines'
  | 'scripts'
  | 'symbols';

/** What is asked stands at the beginning; more only costs time. */
const longestQuestion = 400;

const listWords: readonly (readonly [RegExp, Listed])[] = [
  [/\b(?:todos?|fixmes?|hacks?)\b/, 'todos'],
  [/\b(?:functions?|procedures?)\b/, 'functions'],
  [/\bmethods?\b/, 'methods'],
  [/\bclass(?:es)?\b/, 'classes'],
  [/\b(?:types?|interfaces?|enums?|structs?)\b/, 'types'],
  [/\b(?:constants?|variables?)\b/, 'constants'],
  [/\b(?:tests?|test cases?|specs?)\b/, 'tests'],
  [/\bexport(?:s|ed)?\b/, 'exports'],
  [/\b(?:imports?|dependencies|packages)\b/, 'imports'],
  [/\blines?\b/, 'lines'],
  [/\bscripts?\b/, 'scripts'],
  [/\b(?:symbols?|definitions?|headings?|keys?|sections?)\b/, 'symbols'],
  [/\bfiles?\b/, 'files'],
];

const project =
  '(?:work ?space|project|app|application|program|code ?base|repo|repository|package|server|service|extension)';

const forms = {
  greeting: /^(?:hi|hello|hey|howdy|good (?:morning|afternoon|evening|day))(?: there| conductor| all)?[\s!.,]*$/,
  thanks:
    /^(?:thanks?|thank you|thx|cheers|great|perfect|nice|cool|ok|okay|got it)(?: (?:a lot|so much|very much|you))?[\s!.,]*$/,
  help: new RegExp(
    '^(?:help|\\?+)[\\s!.?]*$|\\bwhat (?:can|do) you (?:do|know)\\b|\\b(?:who|what) are you\\b|\\bare you (?:an? )?(?:ai|llm|language model|real|gpt|claude|chatgpt|bot|human)\\b|' +
      '\\bhow (?:do|can|should) i (?:use (?:you|this|conductor)|(?:add|set|enter|put|use|get|change) (?:an? |my |the |another )?(?:api )?(?:key|provider|(?:other |language |real |different )?models?))\\b|\\b(?:add|set) (?:an?|my|the) (?:api )?key\\b|\\bwhich model\\b',
  ),
  draft:
    /^(?:please |can you |could you |would you |i need |i want )*(?:draft|write|create|generate|make|give me|compose|suggest|prepare|i need|an? |the )?\b/,
  draftThing:
    /\bcommit (?:message|text)|\bread ?me\b|\bchange ?log\b|\brelease notes?\b|\bregex(?:p|es)?\b|\bregular expressions?\b|\bgitignore\b|\btsconfig\b|\bbug report\b|\bissue (?:report|template)\b|\bpull request\b|\bpr description\b|\beditorconfig\b|\bdockerfile\b|\bprettierrc\b|\bworkflow file\b|\bgithub actions?\b|\bci config/,
  draftVerb: /\b(?:draft|write|create|generate|make|compose|suggest|prepare|outline|template|give me|need|want)\b/,
  start: new RegExp(
    `\\bentry ?points?\\b|\\bhow (?:do|can|should|would) (?:i|we|you) (?:start|run|launch|boot)\\b|\\b(?:how|where|what|explain|show)\\b.*\\b(?:${project}|it|this|everything|code)\\b.*\\b(?:starts?|boots?|started|begins?|launch(?:es)?|starting|start ?up|runs?)\\b(?! (?:out|a|an|the)\\b)`,
  ),
  overview: new RegExp(
    `\\bwhat(?: is|'s|s| does)? (?:this|the|my) ${project}\\b|\\b(?:summari[sz]e|overview|describe|explain|introduce|outline|tour of|walk me through|understand|structure of|architecture of)\\b.*\\b(?:this|the|my|whole|entire)? ?${project}\\b\\s*(?:to me|for me|please)?[\\s?.!]*$`,
  ),
  count: /^(?:how many|count|number of|what is the number of)\b/,
  list: /^(?:please )?(?:list|show|name|enumerate|give me|print|what|which|all)\b/,
  used: /\bwhere(?:'s| is| are|)?\b.*\b(?:used|called|referenced|invoked|imported|needed)\b|\b(?:who|what|which \w+) (?:calls?|uses?|imports?|references?|invokes?|depends on)\b|\b(?:callers|usages?|references|uses|users) (?:of|to|for)\b|\bfind (?:all )?(?:usages?|references|callers)\b/,
  defined:
    /\bwhere(?:'s| is| are| do| does| can)?\b.*\b(?:defined|declared|implemented|located|lives?|stands?|written|find)\b|\bdefinition of\b|\bwhich file (?:defines|declares|contains|implements|has)\b|^where(?:'s| is| are)\b/,
  search:
    /^(?:please )?(?:search|grep|look|ctrl-?f)(?: (?:for|up|in the (?:code|workspace) for))?\s+(.+)$|^find (?:all |every )?(?:places? |lines? |occurrences? |mentions? )?(?:of |with |containing |for )?(["'`“].+)$/,
  explain:
    /\bwhat (?:does|do|is|are|happens)\b|\bexplain\b|\bdescribe\b|\bsummari[sz]e\b|\btl;?dr\b|\boutline\b|\bhow (?:does|do)\b.*\bwork|\bwalk (?:me )?through\b|\btell me about\b|\bpurpose of\b|\bmeaning of\b/,
};

/** Reads a question; in doubt it is one to search the code for. */
export function parseQuestion(words: string): Question {
  const text = words.slice(0, longestQuestion).trim();
  const lower = text.toLowerCase().replace(/\s+/g, ' ').replace(/’/g, "'");
  if (forms.greeting.test(lower)) return { kind: 'greeting' };
  if (forms.thanks.test(lower)) return { kind: 'thanks' };
  if (forms.help.test(lower)) return { kind: 'help' };
  if (
    forms.draftThing.test(lower) &&
    (forms.draftVerb.test(lower) || /^(?:an? )?(?:regex|regular|commit|gitignore|tsconfig|readme|\.)/.test(lower))
  ) {
    return { kind: 'draft', about: text };
  }
  const search = forms.search.exec(lower);
  if (search !== null) return { kind: 'search', text: searched(text, lower, search) };
  if (forms.used.test(lower)) return { kind: 'used', rest: text };
  const counted = forms.count.test(lower) ? listedIn(lower) : null;
  if (counted !== null) return { kind: 'count', what: counted, rest: withoutListWords(text) };
  if (forms.start.test(lower) && !/\b[a-z]+[A-Z]\w*|`/.test(text)) return { kind: 'start' };
  if (forms.overview.test(lower)) return { kind: 'overview' };
  const listed = forms.list.test(lower) ? listedIn(lower) : null;
  if (listed !== null && isPlainList(lower)) return { kind: 'list', what: listed, rest: withoutListWords(text) };
  if (forms.defined.test(lower)) return { kind: 'defined', rest: text };
  if (forms.explain.test(lower)) return { kind: 'explain', rest: text };
  return { kind: 'find', rest: text };
}

function searched(text: string, lower: string, match: RegExpExecArray): string {
  const found = match[1] ?? match[2] ?? '';
  const at = lower.lastIndexOf(found);
  const same = text.length === lower.length ? text.slice(at, at + found.length) : found;
  const quoted = /["'`“”](.+?)["'`“”]/.exec(same)?.[1];
  return (
    quoted ?? same.replace(/[?.!]+$/, '').replace(/\s+in (?:the |this )?(?:code|workspace|project|files?)$/i, '')
  ).trim();
}

function listedIn(lower: string): Listed | null {
  const found = listWords
    .map(([form, what]) => ({ what, at: form.exec(lower)?.index ?? -1 }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  const exported = found.find(({ what }) => what === 'exports');
  const other = found.find(({ what }) => what !== 'exports');
  if (exported !== undefined && other !== undefined && other.at - exported.at < 24) return 'exports';
  return found[0]?.what ?? null;
}

/** `which files handle retries?` asks to find; `which files are there?` asks for a list. */
function isPlainList(lower: string): boolean {
  if (/^(?:please )?(?:list|enumerate|print|name|all)\b/.test(lower)) return true;
  return !/\b(?:handles?|does|do|implements?|contains?|deals?|responsible|manages?|reads?|writes?|sends?|parses?|that|where|whose|returns?|takes?|waits?|decides?|stops?|checks?|makes?)\b/.test(
    lower,
  );
}

function withoutListWords(text: string): string {
  return text
    .replace(
      /\b(?:please|list|show|name|enumerate|give|me|all|the|every|what|which|how many|count|number of|are|is|there|do|does|have|has|we|i|functions?|methods?|class(?:es)?|types?|interfaces?|enums?|structs?|constants?|variables?|files?|tests?|test cases|todos?|fixmes?|hacks?|comments?|exported|exports?|imports?|dependencies|packages|lines?|scripts?|symbols?|definitions?|headings?|keys?|sections?|code|of|in|inside|within|from|by|this|that|workspace|project|folder|repo|repository|codebase|defined|declared|and|it|here|open)\b|[?.!](?=\s|$)/gi,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

const longestNamed = 2_000;

/** The words of a question that may be names in code: quoted ones first, then what is written like a name. */
export function namesIn(question: string): string[] {
  const text = question.slice(0, longestNamed);
  const quoted = Array.from(text.matchAll(/[`"“]([^`"”\n]{1,120})[`"”]/g), (match) => match[1] ?? '');
  const words = Array.from(text.matchAll(/[\w$][\w$./-]*[\w$]|[\w$]/g), (match) => match[0]);
  const likeNames = words.filter(
    (word) =>
      /[a-z\d][A-Z]|_|[\w$]\/[\w$]|[\w$]\.[a-zA-Z]/.test(word) ||
      /^[A-Z][a-z]+[A-Z]/.test(word) ||
      text.includes(`${word}(`),
  );
  return [...new Set([...quoted, ...likeNames].map((name) => name.replace(/\(.*\)$/, '').trim()))].filter(
    (name) => name !== '',
  );
}
