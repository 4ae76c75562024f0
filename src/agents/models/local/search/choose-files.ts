import type { WorkspaceFile } from '../../../core/ports.ts';
import { termsOf } from './terms.ts';

/** What one question may read. */
export interface ReadLimits {
  readonly mostFiles: number;
  readonly mostBytes: number;
  readonly mostFileBytes: number;
}

const filesPerPause = 500;

/** The files to read where not all can be: those that the words name first, then those that stand less deep. */
export async function chooseFiles(
  listed: readonly WorkspaceFile[],
  words: string,
  { mostFiles, mostBytes, mostFileBytes, pause }: ReadLimits & { readonly pause: () => Promise<void> },
): Promise<WorkspaceFile[]> {
  const readable = listed.filter(({ sizeBytes }) => sizeBytes <= mostFileBytes);
  const bytes = readable.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (readable.length <= mostFiles && bytes <= mostBytes) return readable;
  const asked = new Set(termsOf(words));
  const ranked: { file: WorkspaceFile; rank: number }[] = [];
  for (const file of readable) {
    const isNamed = termsOf(file.path).some((term) => asked.has(term));
    ranked.push({ file, rank: (isNamed ? 0 : 100) + file.path.split('/').length });
    if (ranked.length % filesPerPause === 0) await pause();
  }
  ranked.sort((a, b) => a.rank - b.rank);
  const chosen: WorkspaceFile[] = [];
  let left = mostBytes;
  for (const { file } of ranked) {
    if (chosen.length >= mostFiles || file.sizeBytes > left) break;
    left -= file.sizeBytes;
    chosen.push(file);
  }
  return chosen;
}
