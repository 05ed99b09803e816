import type { JSONContent } from '@tiptap/react';

/** The editor's document as plain text: lists keep their marks, quotations get `> `, links name their address. */
export function editorText(node: JSONContent): string {
  return blocks(node.content ?? []).join('\n');
}

function blocks(nodes: readonly JSONContent[]): string[] {
  return nodes.flatMap((node) => {
    const children = node.content ?? [];
    switch (node.type) {
      case 'bulletList':
        return children.flatMap((item) => marked(item, '- '));
      case 'orderedList': {
        const first = typeof node.attrs?.start === 'number' ? node.attrs.start : 1;
        return children.flatMap((item, at) => marked(item, `${first + at}. `));
      }
      case 'blockquote':
        return blocks(children).map((line) => `> ${line}`);
      default:
        return inline(children).split('\n');
    }
  });
}

function marked(item: JSONContent, mark: string): string[] {
  const indent = ' '.repeat(mark.length);
  return blocks(item.content ?? []).map((line, at) => `${at === 0 ? mark : indent}${line}`);
}

function inline(nodes: readonly JSONContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'hardBreak') return '\n';
      const text = node.text ?? '';
      const href: unknown = node.marks?.find(({ type }) => type === 'link')?.attrs?.href;
      return typeof href === 'string' && href !== text && href !== `mailto:${text}`
        ? `${text} <${href}>`
        : text;
    })
    .join('');
}
