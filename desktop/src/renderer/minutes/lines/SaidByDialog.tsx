import { Button, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attribution, CallPerson, TranscriptLine } from '@confab/shared-types';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './SaidByDialog.module.css';
import { goingOn } from './transcriptRows.ts';

const longestName = 80;
const otherName = 'other';

/**
 * Who said a line that came from somebody's microphone: somebody of the call, or a name. For one
 * line, or for all until somebody else speaks.
 */
export function SaidByDialog(props: {
  readonly chosen: readonly TranscriptLine[];
  /** Of the whole transcript. */
  readonly lines: readonly TranscriptLine[];
  readonly people: readonly CallPerson[];
  readonly onChoose: (to: Attribution['to'], lines: readonly TranscriptLine[]) => void;
  readonly onClose: () => void;
}) {
  const { chosen, lines, people, onChoose, onClose } = props;
  const { t } = useTranslation();
  const [first] = chosen;
  const [who, setWho] = useState(first?.speaker ?? otherName);
  const [name, setName] = useState('');
  const [scope, setScope] = useState<'line' | 'following'>('line');
  const following = first === undefined || chosen.length > 1 ? [] : goingOn(lines, first);
  const named = [...new Set(lines.flatMap(({ speaker }) => nameIn(speaker) ?? []))];
  const ready = who !== otherName || name.trim() !== '';
  const choose = (): void => {
    if (!ready) return;
    onChoose(attributionOf(who, name), scope === 'following' ? following : chosen);
  };
  return (
    <Dialog title={t('minutes.saidBy.title', { count: chosen.length })} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
      >
        <Radio.Group label={t('minutes.saidBy.who')} value={who} onChange={setWho}>
          <div className={classes.choices}>
            {people.map(({ account, name: label }) => (
              <Radio
                key={account}
                value={account}
                label={label || t('minutes.transcript.somebody')}
                data-autofocus={account === who || undefined}
              />
            ))}
            {named.map((label) => (
              <Radio key={label} value={`name:${label}`} label={label} />
            ))}
            <Radio value={otherName} label={t('minutes.saidBy.other')} />
          </div>
        </Radio.Group>
        {who === otherName && (
          <TextInput
            label={t('minutes.saidBy.name')}
            maxLength={longestName}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        {following.length > 1 && (
          <Radio.Group
            label={t('minutes.saidBy.which')}
            value={scope}
            onChange={(value) => setScope(value === 'following' ? 'following' : 'line')}
          >
            <div className={classes.choices}>
              <Radio value="line" label={t('minutes.saidBy.thisLine')} />
              <Radio
                value="following"
                label={t('minutes.saidBy.following', { count: following.length })}
              />
            </div>
          </Radio.Group>
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!ready}>
            {t('minutes.saidBy.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function attributionOf(who: string, typed: string): Attribution['to'] {
  const name = who === otherName ? typed.trim() : nameIn(who);
  return name === null ? { kind: 'account', account: who } : { kind: 'name', name };
}

function nameIn(speaker: string): string | null {
  return speaker.startsWith('name:') ? speaker.slice('name:'.length) : null;
}
