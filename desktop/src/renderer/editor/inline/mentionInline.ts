import { createInlineContentSpec } from '@blocknote/core';
import { pageIdSchema, personIdSchema } from '@confab/shared-types';
import type { Mention } from '@confab/shared-types';
import { icon } from '../icons.ts';
import { surroundingsOf } from '../Surroundings.ts';

interface MentionProps {
  readonly kind: Mention['kind'];
  readonly target: string;
  readonly label: string;
}

/** A page, a person or a day named in a line of text; pages and people by their present name. */
export const mentionSpec = createInlineContentSpec(
  {
    type: 'mention',
    propSchema: {
      kind: { default: 'page', values: ['page', 'person', 'date'] },
      target: { default: '' },
      label: { default: '' },
    },
    content: 'none',
  } as const,
  {
    render(inline, _update, editor) {
      const around = surroundingsOf(editor);
      const mention = readMention(inline.props);
      const dom = document.createElement(mention?.kind === 'page' ? 'a' : 'span');
      dom.className = 'cf-mention';
      dom.dataset['kind'] = inline.props.kind;
      dom.contentEditable = 'false';
      if (around === null || mention === null) {
        dom.textContent = inline.props.label;
        return { dom };
      }
      const sign = document.createElement('span');
      sign.className = 'cf-mention-sign';
      const words = document.createElement('span');
      dom.append(sign, words);
      const draw = (): void => {
        const name = around.names.getState().name(mention);
        words.textContent = name.text;
        sign.replaceChildren(name.icon ?? icon(mention.kind));
        dom.toggleAttribute('data-missing', name.missing);
      };
      draw();
      if (mention.kind === 'page') {
        dom.tabIndex = 0;
        dom.role = 'link';
        const open = (event: Event): void => {
          event.preventDefault();
          around.openMention(mention);
        };
        dom.addEventListener('click', open);
        dom.addEventListener('keydown', (event) => {
          if (event instanceof KeyboardEvent && event.key === 'Enter') open(event);
        });
      }
      return { dom, destroy: around.names.subscribe(draw) };
    },
    toExternalHTML(inline) {
      const dom = document.createElement('span');
      dom.textContent = inline.props.label;
      return { dom };
    },
  },
);

/** Null for a target that is none: a mention written by something else. */
export function readMention({ kind, target, label }: MentionProps): Mention | null {
  switch (kind) {
    case 'page': {
      const page = pageIdSchema.safeParse(target);
      return page.success ? { kind, target: page.data, label } : null;
    }
    case 'person': {
      const person = personIdSchema.safeParse(target);
      return person.success ? { kind, target: person.data, label } : null;
    }
    case 'date':
      return Number.isNaN(Date.parse(target)) ? null : { kind, target, label };
  }
}
