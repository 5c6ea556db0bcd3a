import { Button, Popover, Textarea } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drawFormula } from './katex.ts';
import classes from './EquationPopover.module.css';

export interface EditedEquation {
  readonly anchor: HTMLElement;
  readonly source: string;
  readonly change: (source: string) => void;
}

const example = 'e = mc^2';

/** The box a formula is written in, beside it, with what it will look like. */
export function EquationPopover(props: {
  readonly equation: EditedEquation;
  readonly onClose: () => void;
}) {
  const { equation, onClose } = props;
  const { t } = useTranslation();
  const [source, setSource] = useState(equation.source);
  const [mistake, setMistake] = useState<string | null>(null);
  const preview = useRef<HTMLDivElement>(null);
  const label = useId();
  const [box] = useState(() => equation.anchor.getBoundingClientRect());
  useEffect(() => {
    if (preview.current === null) return;
    // An empty formula is drawn as nothing.
    drawFormula(preview.current, source.trim(), true).then(setMistake, (error: unknown) =>
      console.error(error),
    );
  }, [source]);
  const finish = (): void => {
    if (source !== equation.source) equation.change(source.trim());
    onClose();
  };
  return (
    <Popover opened onDismiss={finish} position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <span
          aria-hidden
          style={{
            position: 'fixed',
            left: box.left,
            top: box.top,
            width: box.width,
            height: box.height,
            pointerEvents: 'none',
          }}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.box} aria-labelledby={label}>
        <Textarea
          label={<span id={label}>{t('editor.equation.tex')}</span>}
          value={source}
          autosize
          minRows={2}
          maxRows={8}
          data-autofocus
          spellCheck={false}
          classNames={{ input: classes.source ?? '' }}
          placeholder={example}
          onChange={(event) => setSource(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault();
              finish();
            }
          }}
        />
        <div
          ref={preview}
          className={classes.preview}
          aria-hidden={mistake !== null}
          hidden={mistake !== null}
        />
        {mistake !== null && (
          <p className={classes.mistake} role="status">
            {t('editor.equation.mistake', { detail: mistake })}
          </p>
        )}
        <Button size="xs" onClick={finish}>
          {t('editor.equation.done')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
