/** Words too common to tell one passage from another; stemmed like the text. */
const stopWords = new Set(
  (
    'a an the and or but of to in on at by for from with without into onto as is are was were be been being am do does did done ' +
    'it its this that these those there here i me my we us our you your he she they them their what which who whom whose how ' +
    'why when where can could should would will shall may might must not no yes if then than so such too very just also about ' +
    'please tell show give explain describe find look want need let get has have had any some all each every other more most ' +
    'return returns const function import export var new null undefined true false string number void self def'
  ).split(' '),
);

/** What developers call the same thing: a question in one word finds code that says another. */
const synonymGroups: readonly string[] = [
  'retry again attempt try backoff',
  'wait sleep delay pause',
  'timeout deadline expire ttl stale',
  'error exception fail failure throw raise',
  'delete remove drop evict purge discard',
  'create make build construct',
  'add insert push append enqueue',
  'start begin launch main entry boot initialize',
  'stop cancel abort end close shutdown terminate',
  'config configuration setting option environment preference',
  'login authenticate authorize credential token password',
  'save store write persist',
  'load read fetch open',
  'send post publish emit dispatch',
  'receive consume listen subscribe handle',
  'parse decode deserialize',
  'format render print serialize stringify encode',
  'limit maximum max cap bound most',
  'minimum min least',
  'check validate verify ensure guard',
  'concurrent parallel simultaneous',
  'log logger trace',
  'user person account customer',
  'price cost amount total money',
  'http request url network web',
  'database sql query table',
  'queue job task worker',
  'duplicate repeat unique same',
  'cache memo memoize remember',
  'hash digest checksum',
  'path file folder directory',
  'time date clock timestamp',
  'header response reply answer status',
];

/** The ends that English puts on words, taken off so that `retries`, `retried` and `retrying` are one. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let root = word;
  if (root.endsWith('ies') || root.endsWith('ied')) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x)es$/.test(root)) root = root.slice(0, -2);
  else if (root.endsWith('s') && !/(?:ss|us|is)$/.test(root)) root = root.slice(0, -1);
  const cut = /^(.*[aeiouy].*)(?:ing|ed)$/.exec(root)?.[1];
  if (cut !== undefined && cut.length >= 3) root = undouble(cut);
  if (root.length > 5 && root.endsWith('ly')) root = root.slice(0, -2);
  if (root.length > 3 && root.endsWith('e')) root = root.slice(0, -1);
  return root;
}

function undouble(word: string): string {
  const last = word.at(-1);
  return last === word.at(-2) && last !== undefined && !'lsz'.includes(last) ? word.slice(0, -1) : word;
}

const wordPattern = /[\p{L}_$][\p{L}\p{N}_$]*|\p{N}+/gu;
const longestWord = 120;

/** The parts of a name: `retryDelayMs`, `HTTP_CLIENT` and `parseURL` by their humps and underscores. */
export function splitName(name: string): string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_$]+/)
    .filter((part) => part !== '');
}

/** The terms of a text: each word whole where it is a compound, and its parts, stemmed. Stop words are left out. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [word] of text.matchAll(wordPattern)) {
    if (word.length > longestWord) continue;
    const parts = splitName(word);
    if (parts.length > 1) terms.push(word.toLowerCase());
    for (const part of parts) {
      const lower = part.toLowerCase();
      if (stopWords.has(lower) || (lower.length === 1 && !/\p{Lo}/u.test(lower))) continue;
      terms.push(stem(lower));
    }
  }
  return terms;
}

const synonyms: ReadonlyMap<string, readonly string[]> = (() => {
  const map = new Map<string, string[]>();
  for (const group of synonymGroups) {
    const stems = group.split(' ').map(stem);
    for (const word of stems) {
      map.set(word, [...(map.get(word) ?? []), ...stems.filter((other) => other !== word)]);
    }
  }
  return map;
})();

export interface QueryTerm {
  readonly term: string;
  /** 1 for what was asked; less for what means about the same. */
  readonly weight: number;
  /** Which of the words of the question it stands for. */
  readonly group: number;
}

const synonymWeight = 0.3;
const mostQueryTerms = 48;

/** A question as weighted terms. A compound name counts more than its parts, being what the person knows exactly. */
export function queryTerms(question: string): QueryTerm[] {
  const asked = [...new Set(termsOf(question))].slice(0, mostQueryTerms);
  const known = new Set(asked);
  const terms: QueryTerm[] = asked.map((term, group) => ({ term, weight: 1, group }));
  asked.forEach((term, group) => {
    for (const other of synonyms.get(term) ?? []) {
      if (known.has(other)) continue;
      known.add(other);
      terms.push({ term: other, weight: synonymWeight, group });
    }
  });
  return terms;
}
