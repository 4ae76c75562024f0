/** As much of a Markdown or HTML syntax tree as the kit reads and changes. */
export interface TreeNode {
  type: string;
  children?: TreeNode[];
  value?: string;
  position?: { readonly start: { readonly offset?: number }; readonly end: { readonly offset?: number } };
  data?: Record<string, unknown>;
  /* Of Markdown. */
  url?: string;
  lang?: string | null;
  meta?: string | null;
  /* Of HTML. */
  tagName?: string;
  properties?: Record<string, unknown>;
}

/** Calls `see` with every node below `root`, parents first. */
export function walkTree(root: TreeNode, see: (node: TreeNode, parent: TreeNode, index: number) => void): void {
  root.children?.forEach((child, index) => {
    see(child, root, index);
    walkTree(child, see);
  });
}
