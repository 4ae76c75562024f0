import type { Link } from './find-links.ts';
import type { Reply } from './http-client.ts';

export interface CheckedLink extends Link {
  reply: Reply;
}

function describe({ status, tries }: Reply): string {
  const answer = status === 0 ? 'no answer' : String(status);
  return tries === 1 ? answer : `${answer} after ${tries} tries`;
}

/** The report as text: broken links first, then by line. */
export function formatReport(file: string, links: CheckedLink[]): string {
  const sorted = links.sort((a, b) => Number(a.reply.ok) - Number(b.reply.ok) || a.line - b.line);
  const rows = sorted.map(
    (link) => `${link.reply.ok ? 'ok    ' : 'BROKEN'}  line ${link.line}  ${link.url}  (${describe(link.reply)})`,
  );
  const broken = links.filter((link) => !link.reply.ok).length;
  return [`${file}: ${links.length} links, ${broken} broken`, ...rows].join('\n');
}
