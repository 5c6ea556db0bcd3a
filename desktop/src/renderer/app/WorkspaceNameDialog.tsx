import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workspaceNameSchema } from '@confab/shared-types';
import { Dialog } from '../ui/Dialog.tsx';

/** Asks for a workspace's name. */
export function WorkspaceNameDialog(props: {
  readonly title: string;
  readonly initial: string;
  readonly onClose: () => void;
  readonly onSubmit: (name: string) => void;
}) {
  const { title, initial, onClose, onSubmit } = props;
  const { t } = useTranslation();
  const [name, setName] = useState(initial);
  const parsed = workspaceNameSchema.safeParse(name);
  return (
    <Dialog title={title} onClose={onClose} size={400}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.success) onSubmit(parsed.data);
        }}
      >
        <TextInput
          label={t('sidebar.workspaceName')}
          value={name}
          maxLength={120}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={!parsed.success}>
            {title}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
