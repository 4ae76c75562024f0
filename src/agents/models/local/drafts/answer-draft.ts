import type { Desk } from '../desk.ts';
import type { Inquiry } from '../inquiry.ts';
import { say, type Work } from '../work.ts';
import { draftBugReport, draftChangelog, draftCommit, draftPullRequest } from './draft-prose.ts';
import { draftConfig } from './draft-config.ts';
import { draftReadme } from './draft-readme.ts';
import { draftRegex } from './draft-regex.ts';

/** Drafts a text from a template and from what is known of the workspace. */
export async function* answerDraft(about: string, inquiry: Inquiry, desk: Desk): Work<void> {
  const lower = about.toLowerCase();
  if (/\bcommit\b/.test(lower)) yield* draftCommit(about, inquiry);
  else if (/\bread ?me\b/.test(lower)) yield* draftReadme(desk);
  else if (/\bchange ?log\b|\brelease notes?\b/.test(lower)) yield* draftChangelog(about);
  else if (/\bregex|\bregular expression/.test(lower)) yield* draftRegex(about);
  else if (/\bpull request\b|\bpr\b/.test(lower)) yield* draftPullRequest(about);
  else if (/\bbug report\b|\bissue\b/.test(lower)) yield* draftBugReport(about, desk);
  else yield* draftConfig(lower, desk);
  await desk.pause();
  if (!/\bregex|\bregular expression|gitignore|tsconfig|editorconfig|docker|prettier|workflow|github/.test(lower)) {
    yield say('_A template filled with what I can see; the brackets are yours to fill._');
  }
}
