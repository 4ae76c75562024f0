import type { Finding } from '../checks/finding.ts';
import { runChecks, toChecked } from '../checks/run-checks.ts';
import type { Desk } from '../desk.ts';
import { fileLink, lineLink, placeLink, plural } from '../markdown.ts';
import { isCode } from '../source/languages.ts';
import { lastLine, type Source } from '../source/source.ts';
import { say, type Work } from '../work.ts';
import { sayChanged } from './changed-code.ts';

const mostTold = 20;

const words: Readonly<Record<Finding['weight'], string>> = { fault: 'wrong', risk: 'risky', note: 'worth a look' };

/** What the checks find, the changed code where the change is mechanical, and what a person must decide. */
export async function* answerFix(source: Source, desk: Desk): Work<void> {
  if (!isCode(source.language)) {
    yield say(
      `I have no checks for ${source.language.name === 'text' ? 'this kind of text' : source.language.name} (${fileLink(source.path)}).`,
    );
    return;
  }
  const checked = await toChecked(source, () => desk.pause());
  await desk.pause();
  const findings = await runChecks(checked, () => desk.pause());
  const place = placeLink(source.path, source.firstLine, lastLine(source));
  if (findings.length === 0) {
    yield say(
      `I found nothing wrong in ${place} that checks can see: promises, stop signals, errors, comparisons, loop limits, unused names, open resources.`,
    );
    yield say(
      'Whether it does what you mean, I cannot tell. Tell me what it should do and a language model can; or ask for **tests**, which pin down what it does.',
    );
    return;
  }
  const mended = findings.filter(({ edits }) => edits.length > 0);
  const open = findings.filter(({ edits }) => edits.length === 0);
  if (mended.length > 0) {
    yield say(
      `In ${place}, ${plural(mended.length, 'thing')} that can be changed without guessing:`,
      '',
      ...mended.slice(0, mostTold).map((finding) => tell(source, finding)),
    );
    const edits = mended.slice(0, mostTold).flatMap((finding) => finding.edits);
    yield* sayChanged(checked, edits, 'The changed');
  }
  if (open.length > 0) {
    const lead =
      mended.length > 0 ? 'And for you to decide:' : `In ${place}, nothing that I can change by rule, but look at:`;
    const rest = open.length - mostTold;
    yield say(
      lead,
      '',
      ...open.slice(0, mostTold).map((finding) => tell(source, finding)),
      ...(rest > 0 ? [`- …and ${rest} more`] : []),
    );
  }
}

function tell(source: Source, { line, title, message, weight }: Finding): string {
  return `- ${lineLink(source.path, line)} **${title}** (${words[weight]}): ${message}`;
}
