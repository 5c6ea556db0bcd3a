import { Button, TextInput } from '@mantine/core';
import { preferencesSchema } from '@confab/shared-types';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useData } from '../app/AppContext.ts';
import { useUpdatePreferences } from '../settings/useUpdatePreferences.ts';
import classes from './Models.module.css';

const publicHub = 'https://huggingface.co';

/** Where models come from in a network that does not reach their public home. */
export function MirrorAddress() {
  const { t } = useTranslation();
  const kept = useData(({ preferences }) => preferences.modelMirror) ?? '';
  const change = useUpdatePreferences();
  const [typed, setTyped] = useState(kept);
  const [refused, setRefused] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const address = typed.trim();
    const parsed = preferencesSchema.shape.modelMirror.safeParse(address === '' ? null : address);
    setRefused(!parsed.success);
    if (parsed.success) change({ modelMirror: parsed.data });
  };
  return (
    <form onSubmit={save}>
      <div className={classes.folder}>
        <TextInput
          className={classes.path ?? ''}
          label={t('models.mirror')}
          description={t('models.mirrorHint')}
          placeholder={publicHub}
          type="url"
          value={typed}
          error={refused && t('models.mirrorRefused')}
          onChange={(event) => setTyped(event.currentTarget.value)}
          spellCheck={false}
        />
        <Button type="submit" variant="default" disabled={typed.trim() === kept}>
          {t('models.mirrorSave')}
        </Button>
      </div>
    </form>
  );
}
