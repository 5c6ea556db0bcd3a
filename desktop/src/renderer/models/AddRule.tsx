import { Button, TextInput } from '@mantine/core';
import { replacementRuleSchema } from '@confab/shared-types';
import type { ReplacementRule } from '@confab/shared-types';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Models.module.css';

/** What is heard, and what it should be. */
export function AddRule(props: {
  readonly rules: readonly ReplacementRule[];
  readonly onAdd: (rule: ReplacementRule) => void;
}) {
  const { rules, onAdd } = props;
  const { t } = useTranslation();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const rule = replacementRuleSchema.safeParse({ from, to });
  const heard = from.trim().toLowerCase();
  const known = rules.some((each) => each.from.toLowerCase() === heard);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (!rule.success || known) return;
    onAdd(rule.data);
    setFrom('');
    setTo('');
  };
  return (
    <form className={classes.addRule} onSubmit={add}>
      <TextInput
        label={t('models.vocabulary.heard')}
        value={from}
        maxLength={100}
        error={known && t('models.vocabulary.known')}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        label={t('models.vocabulary.meant')}
        value={to}
        maxLength={100}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!rule.success || known}>
        {t('models.vocabulary.add')}
      </Button>
    </form>
  );
}
