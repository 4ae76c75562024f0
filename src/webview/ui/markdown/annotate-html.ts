import type { TreeNode } from './tree.ts';

/** Pictures are never fetched: each becomes a link to where it lies, in the words that stand for it. */
export function replaceImages(root: TreeNode, imageWord: string, isInLink = false): void {
  root.children?.forEach((node) => {
    if (node.tagName === 'img') toLink(node, imageWord, isInLink);
    else replaceImages(node, imageWord, isInLink || node.tagName === 'a');
  });
}

function toLink(image: TreeNode, imageWord: string, isInLink: boolean): void {
  const { src, alt, title } = image.properties ?? {};
  const address = typeof src === 'string' ? src : '';
  const words = typeof alt === 'string' && alt.trim() !== '' ? alt : imageWord;
  image.children = [{ type: 'text', value: words }];
  image.tagName = isInLink ? 'span' : 'a';
  image.properties = {
    className: ['c-md-image'],
    ...(isInLink ? {} : { href: address }),
    ...(typeof title === 'string' ? { title } : {}),
  };
}

/** Puts `value` into the one code block of a tree. */
export function fillCode(root: TreeNode, value: string): void {
  const text = root.children?.[0]?.children?.[0]?.children?.[0];
  if (text?.type === 'text') text.value = value;
}
