import { looksLikeFile, parseCodeInfo, withFileBefore } from './code-info.ts';
import { classifyLink, pathOfLink } from './link-policy.ts';
import { walkTree, type TreeNode } from './tree.ts';

interface SourceNode {
  /** Offset of its first character. */
  readonly start: number;
  /** The file that it names for a code block after it. */
  readonly file: string | null;
  /** True for a fence that nothing has closed yet. */
  readonly isOpenFence: boolean;
  /** True for code without a fence: the parser leaves it as unsure as a paragraph, blank lines after it or not. */
  readonly isIndentedCode: boolean;
}

export interface SourceNotes {
  readonly nodes: readonly SourceNode[];
  /** Link definitions and footnotes change what stands far from them. */
  readonly hasDefinitions: boolean;
}

/**
 * Marks a Markdown tree for drawing: raw HTML becomes words, and each code block learns its language, its file and
 * whether it is still open. Returns what the splitter needs to know of the nodes at the top.
 *
 * @param fileBefore The file that the block before this piece named.
 */
export function annotateSource(root: TreeNode, source: string, fileBefore: string | null): SourceNotes {
  let hasDefinitions = false;
  let before = fileBefore;
  const nodes = (root.children ?? []).map((node): SourceNode => {
    const isOpenFence = node.type === 'code' && isUnclosed(node, source);
    annotateCode(node, source, before);
    before = fileNamedBy(node);
    const start = node.position?.start.offset ?? 0;
    const isIndentedCode = node.type === 'code' && !fencePattern.test(source.slice(start, start + 3));
    return { start, file: before, isOpenFence, isIndentedCode };
  });
  walkTree(root, (node, parent, index) => {
    hasDefinitions ||= node.type === 'definition' || node.type === 'footnoteDefinition';
    if (node.type === 'html') showAsText(node, parent);
    if (parent === root) return;
    const previous = parent.children?.[index - 1];
    annotateCode(node, source, previous === undefined ? null : fileNamedBy(previous));
  });
  return { nodes, hasDefinitions };
}

const phrasingParents = new Set(['paragraph', 'heading', 'emphasis', 'strong', 'delete', 'link', 'tableCell']);

function showAsText(node: TreeNode, parent: TreeNode): void {
  const text: TreeNode = { type: 'text', value: node.value ?? '' };
  if (phrasingParents.has(parent.type)) {
    Object.assign(node, text);
    return;
  }
  Object.assign(node, { type: 'paragraph', children: [text], data: { hProperties: { className: ['c-md-raw'] } } });
  delete node.value;
}

function annotateCode(node: TreeNode, source: string, fileBefore: string | null): void {
  if (node.type !== 'code') return;
  const { language, file } = withFileBefore(parseCodeInfo(node.lang ?? null, node.meta ?? null), fileBefore);
  const isOpen = isUnclosed(node, source);
  node.data = {
    ...node.data,
    hProperties: {
      ...(language === null ? {} : { dataLanguage: language }),
      ...(file === null ? {} : { dataFile: file }),
      ...(isOpen ? { dataOpen: 'true' } : {}),
    },
  };
}

const fencePattern = /^(?:`{3,}|~{3,})/;

/** True for a fenced block that ends with the source and not with a fence. */
function isUnclosed(node: TreeNode, source: string): boolean {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? source.length;
  const fence = fencePattern.exec(source.slice(start, start + 64))?.[0];
  if (fence === undefined || source.slice(end).trim() !== '') return false;
  const written = source.slice(start, end);
  if (!written.includes('\n')) return true;
  const lastLine = written.slice(written.lastIndexOf('\n') + 1);
  const column = start - source.lastIndexOf('\n', start - 1) - 1;
  const ofContainer = /^[ >\t]*/.exec(lastLine)?.[0].slice(0, column).length ?? 0;
  return !isClosingFence(lastLine.slice(ofContainer), fence);
}

/** True for a line that closes a block which `fence` opened. */
export function isClosingFence(line: string, fence: string): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return match !== undefined && match[0] === fence[0] && match.length >= fence.length;
}

/** `[a.ts](src/a.ts):` or `` `src/a.ts`: `` at the end of a paragraph or a heading names the file of what follows. */
function fileNamedBy(node: TreeNode): string | null {
  if (node.type !== 'paragraph' && node.type !== 'heading') return null;
  const children = node.children ?? [];
  const last = children.at(-1);
  const endsWithColon = last?.type === 'text' && /^\s*:\s*$/.test(last.value ?? '');
  let named = endsWithColon ? children.at(-2) : last;
  const stands = endsWithColon || children.length === 1;
  while (named !== undefined && (named.type === 'strong' || named.type === 'emphasis')) named = named.children?.at(-1);
  if (named?.type === 'link' && named.url !== undefined && classifyLink(named.url) === 'workspace') {
    return pathOfLink(named.url);
  }
  const code = named?.type === 'inlineCode' ? (named.value ?? '').replace(/:$/, '') : '';
  return stands && looksLikeFile(code) ? code : null;
}
