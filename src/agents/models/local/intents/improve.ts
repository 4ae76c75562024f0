import type { Check, Finding } from '../checks/finding.ts';
import { constantLets, indexLoops, longBooleans, needlessElse, returnedConditions } from '../checks/rewrite-checks.ts';
import { runChecks, runEach, toChecked } from '../checks/run-checks.ts';
import { longLines, magicNumbers, repeats, shortNames, sizes } from '../checks/style-checks.ts';
import type { Desk } from '../desk.ts';
import { fileLink, lineLink, placeLink, plural } from '../markdown.ts';
import { isCode } from '../source/languages.ts';
import { lastLine, type Source } from '../source/source.ts';
import { say, type Work } from '../work.ts';
import { sayChanged } from './changed-code.ts';

const rewrites: readonly Check[] = [returnedConditions, constantLets, indexLoops, longBooleans];
const advice: readonly Check[] = [sizes, repeats, needlessElse, magicNumbers, shortNames, longLines];

/** What could be simpler: rewrites that keep the meaning, and advice where a person must choose. */
export async function* answerImprove(source: Source, desk: Desk): Work<void> {
  if (!isCode(source.language)) {
    yield say(
      `I have no measures for ${source.language.name === 'text' ? 'this kind of text' : source.language.name} (${fileLink(source.path)}).`,
    );
    return;
  }
  const checked = await toChecked(source, () => desk.pause());
  await desk.pause();
  const pause = (): Promise<void> => desk.pause();
  const changed = (await runEach(rewrites, checked, pause)).sort((a, b) => a.line - b.line);
  const advised = await runEach(advice, checked, pause);
  const faults = (await runChecks(checked, () => desk.pause())).filter(({ weight }) => weight === 'fault');
  const place = placeLink(source.path, source.firstLine, lastLine(source));
  if (changed.length + advised.length === 0) {
    const units = checked.units.filter(({ symbol }) => symbol.name !== 'this code');
    const longest = Math.max(0, ...units.map(({ symbol }) => symbol.endLine - symbol.line + 1));
    const deepest = Math.max(0, ...units.map(({ facts }) => facts.depth));
    yield say(
      `${place} is in good shape by every measure I have${units.length === 0 ? '' : `: the longest function has ${plural(longest, 'line')}, the deepest nesting is ${deepest}`}. No repetition, no long parameter lists, no numbers without a name.`,
    );
  }
  if (changed.length > 0) {
    yield say(
      `In ${place}, ${plural(changed.length, 'rewrite')} that ${changed.length === 1 ? 'keeps' : 'keep'} the meaning:`,
      '',
      ...changed.map((finding) => tell(source, finding)),
    );
    yield* sayChanged(
      checked,
      changed.flatMap(({ edits }) => edits),
      'The simpler',
    );
  }
  if (advised.length > 0)
    yield say(
      changed.length > 0 ? 'Beyond that, for you to choose:' : `In ${place}, for you to choose:`,
      '',
      ...advised.slice(0, 14).map((finding) => tell(source, finding)),
    );
  if (faults.length > 0)
    yield say(
      `Before style: ${plural(faults.length, 'thing')} here ${faults.length === 1 ? 'looks' : 'look'} wrong (${faults
        .slice(0, 3)
        .map(({ title, line }) => `${title}, line ${line}`)
        .join('; ')}). Choose **fix** for ${faults.length === 1 ? 'it' : 'them'}.`,
    );
}

function tell(source: Source, { line, title, message }: Finding): string {
  return `- ${lineLink(source.path, line)} **${title}**: ${message}`;
}
