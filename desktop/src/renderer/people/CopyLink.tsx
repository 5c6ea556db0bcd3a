import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import classes from './ShareDialog.module.css';
import { useAction } from './useAction.ts';

/** A link to be given away: shown whole, copied by one press. */
export function CopyLink(props: {
  readonly label: string;
  readonly description?: string;
  readonly url: string;
  /** Beside something that matters more. */
  readonly secondary?: boolean;
}) {
  const { label, description, url, secondary = false } = props;
  const { t } = useTranslation();
  const { toasts } = useServices();
  const { error, run } = useAction();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url);
    toasts.show({ cause: 'copy-link', text: t('people.invite.copied') });
  };
  return (
    <div className={classes.link}>
      <TextInput
        label={label}
        description={description}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        error={error}
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant={secondary ? 'default' : 'filled'} onClick={() => run(copy)}>
        {t('people.invite.copy')}
      </Button>
    </div>
  );
}
