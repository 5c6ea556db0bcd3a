import { createBlockSpec, createExtension, defaultProps } from '@blocknote/core';
import { calloutKinds } from '@confab/shared-types';
import type { CalloutKind } from '@confab/shared-types';
import { icon } from '../icons.ts';
import { surroundingsOf } from '../Surroundings.ts';

/** A paragraph that stands out; its sign says why and is pressed to change that. */
export const createCalloutSpec = createBlockSpec(
  {
    type: 'callout',
    propSchema: {
      textColor: defaultProps.textColor,
      backgroundColor: defaultProps.backgroundColor,
      kind: { default: 'note', values: calloutKinds },
    },
    content: 'inline',
  } as const,
  {
    meta: { isolating: false },
    parse: (element) => {
      const kind = calloutKindOf(element);
      return kind === null ? undefined : { kind };
    },
    render(block, editor) {
      const dom = document.createElement('div');
      dom.className = 'cf-callout';
      dom.dataset['kind'] = block.props.kind;
      const sign = document.createElement('button');
      sign.type = 'button';
      sign.className = 'cf-callout-sign';
      sign.contentEditable = 'false';
      sign.disabled = !editor.isEditable;
      sign.append(icon(block.props.kind));
      const t = surroundingsOf(editor)?.t;
      if (t !== undefined) {
        sign.setAttribute(
          'aria-label',
          t('editor.callout.change', { kind: t(`editor.callout.${block.props.kind}`) }),
        );
      }
      sign.addEventListener('click', () => {
        const next = (calloutKinds.indexOf(block.props.kind) + 1) % calloutKinds.length;
        editor.updateBlock(block.id, { props: { kind: calloutKinds[next] ?? 'note' } });
      });
      const contentDOM = document.createElement('div');
      dom.append(sign, contentDOM);
      return { dom, contentDOM };
    },
    toExternalHTML(block) {
      const dom = document.createElement('aside');
      dom.dataset['callout'] = block.props.kind;
      const contentDOM = document.createElement('p');
      dom.append(contentDOM);
      return { dom, contentDOM };
    },
  },
  [
    createExtension({
      key: 'callout-shortcuts',
      inputRules: [
        {
          find: /^!!\s$/,
          replace: () => ({ type: 'callout', props: { kind: 'note' } }),
        },
      ],
    }),
  ],
);

/** Ours, Notion's `<aside>` and the alerts of GitHub's pages. */
function calloutKindOf(element: HTMLElement): CalloutKind | null {
  const named = element.dataset['callout'] ?? '';
  const kind = calloutKinds.find((known) => known === named);
  if (kind !== undefined) return kind;
  const alert = /\bmarkdown-alert-(note|tip|important|warning|caution)\b/.exec(
    element.className,
  )?.[1];
  if (alert !== undefined) return calloutKinds.find((known) => known === alert) ?? 'warning';
  return element.tagName === 'ASIDE' ? 'note' : null;
}
