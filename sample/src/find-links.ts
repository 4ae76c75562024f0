export interface Link {
  text: string;
  url: string;
  line: number;
}

const markdownLink = /\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

/** The links of a Markdown text, in order, with 1-based lines. */
export function findLinks(markdown: string): Link[] {
  return markdown
    .split('\n')
    .flatMap((content, index) =>
      [...content.matchAll(markdownLink)].map(([, text = '', url = '']) => ({ text, url, line: index + 1 })),
    );
}
