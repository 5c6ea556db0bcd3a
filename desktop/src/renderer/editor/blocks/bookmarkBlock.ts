import { createBlockSpec } from '@blocknote/core';
import { icon } from '../icons.ts';
import { surroundingsOf } from '../Surroundings.ts';

/** A link shown with its page's own title. */
export const createBookmarkSpec = createBlockSpec(
  {
    type: 'bookmark',
    propSchema: { url: { default: '' }, title: { default: '' }, description: { default: '' } },
    content: 'none',
  } as const,
  {
    meta: { isolating: false },
    parse: (element) => {
      const { bookmark } = element.dataset;
      if (bookmark === undefined) return undefined;
      return { url: bookmark, title: element.textContent ?? '' };
    },
    render(block, editor) {
      const { url, title, description } = block.props;
      const dom = document.createElement('a');
      dom.className = 'cf-bookmark';
      dom.contentEditable = 'false';
      dom.draggable = false;
      dom.href = url;
      dom.rel = 'noreferrer';
      dom.append(line('cf-bookmark-title', title === '' ? url : title));
      if (description !== '') dom.append(line('cf-bookmark-description', description));
      const address = line('cf-bookmark-address', URL.canParse(url) ? new URL(url).host : url);
      address.prepend(icon('link'));
      dom.append(address);
      dom.addEventListener('click', (event) => {
        event.preventDefault();
        surroundingsOf(editor)?.openLink(url);
      });
      return { dom };
    },
    toExternalHTML(block) {
      const { url, title } = block.props;
      const dom = document.createElement('p');
      const link = document.createElement('a');
      link.href = url;
      link.dataset['bookmark'] = url;
      link.textContent = title === '' ? url : title;
      dom.append(link);
      return { dom };
    },
  },
);

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
