import { createCodeBlockSpec } from '@blocknote/core';
import { icon } from '../icons.ts';
import { surroundingsOf } from '../Surroundings.ts';
import type { Surroundings } from '../Surroundings.ts';
import { highlightedAs } from './createHighlighter.ts';
import { findLanguage, languages } from './languages.ts';

const blockNotes = createCodeBlockSpec();
/** Only what it knows of names is taken: its picker throws at a language that is not in it. */
const { extensions } = createCodeBlockSpec({ supportedLanguages: languages });

const render: typeof blockNotes.implementation.render = function (block, editor) {
  const view = blockNotes.implementation.render.call(this, block, editor);
  const { language } = block.props;
  const around = surroundingsOf(editor);
  const bar = document.createElement('div');
  bar.className = 'cf-code-bar';
  bar.contentEditable = 'false';
  const select = createLanguageSelect(language, around);
  select.disabled = !editor.isEditable;
  select.addEventListener('change', () => {
    editor.updateBlock(block.id, { props: { language: select.value } });
  });
  bar.append(select);
  const { contentDOM: code } = view;
  if (around !== null && code !== undefined) bar.append(createCopyButton(around, code));
  code?.setAttribute('spellcheck', 'false');
  view.dom.prepend(bar);
  return { ...view, ignoreMutation: ({ target }) => bar.contains(target) };
};

/** BlockNote's code block with a picker that takes any language and a button that copies. */
export const codeBlockSpec: typeof blockNotes = {
  ...blockNotes,
  ...(extensions === undefined ? {} : { extensions }),
  implementation: {
    ...blockNotes.implementation,
    render,
    meta: {
      ...blockNotes.implementation.meta,
      highlight: ({ props }) => highlightedAs(props.language),
    },
  },
};

function createLanguageSelect(chosen: string, around: Surroundings | null): HTMLSelectElement {
  const select = document.createElement('select');
  select.className = 'cf-code-language';
  if (around !== null) select.setAttribute('aria-label', around.t('editor.code.language'));
  const offered = new Map(Object.entries(languages).map(([id, { name }]) => [id, name]));
  if (around !== null) offered.set('text', around.t('editor.code.plain'));
  // Under another name of it, like `ts`; or of another app, or newer: it stays what it is.
  const shown = findLanguage(chosen) ?? chosen;
  if (!offered.has(shown)) offered.set(shown, shown);
  for (const [id, name] of offered) select.append(new Option(name, id, false, id === shown));
  return select;
}

function createCopyButton({ t }: Surroundings, code: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cf-code-copy';
  button.title = t('editor.code.copy');
  button.setAttribute('aria-label', t('editor.code.copy'));
  button.append(icon('copy'));
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.textContent ?? '').then(() => {
      button.title = t('editor.code.copied');
      button.setAttribute('aria-label', t('editor.code.copied'));
    });
  });
  return button;
}
