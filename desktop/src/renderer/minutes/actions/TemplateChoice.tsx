import { Select } from '@mantine/core';
import { minutesTemplateSchema } from '@confab/shared-types';
import type { MinutesTemplate } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';

/** What minutes begin with. */
export function TemplateChoice(props: {
  readonly value: MinutesTemplate;
  readonly onChange: (template: MinutesTemplate) => void;
  readonly label?: string;
  readonly description?: string;
  readonly disabled?: boolean;
}) {
  const { value, onChange, label, description, disabled = false } = props;
  const { t } = useTranslation();
  return (
    <Select
      label={label ?? t('summaries.template.label')}
      description={description}
      data={minutesTemplateSchema.options.map((template) => ({
        value: template,
        label: t(`summaries.template.${template}`),
      }))}
      value={value}
      allowDeselect={false}
      disabled={disabled}
      onChange={(chosen) => {
        const template = minutesTemplateSchema.safeParse(chosen).data;
        if (template !== undefined && template !== value) onChange(template);
      }}
    />
  );
}
