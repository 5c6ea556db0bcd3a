import { Button, Skeleton, TagsInput } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import type { ReplacementRule } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton.tsx';
import { AddRule } from './AddRule.tsx';
import classes from './Models.module.css';
import { useVocabulary } from './useVocabulary.ts';

const longestTerm = 60;
const mostTerms = 500;

/** Words the recognition should know, and what it always hears wrongly. */
export function VocabularySettings() {
  const { t } = useTranslation();
  const { state, failure, change } = useVocabulary();
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('models.vocabulary.title')}</h3>
      {failure !== null && (
        <p className={classes.failure} role="alert">
          {failure}
        </p>
      )}
      {state === null ? (
        failure === null && <Skeleton height={96} aria-label={t('models.vocabulary.loading')} />
      ) : (
        <>
          <TagsInput
            label={t('models.vocabulary.terms')}
            description={t('models.vocabulary.termsHint')}
            placeholder={t('models.vocabulary.termsExample')}
            value={state.terms}
            maxTags={mostTerms}
            clearable={false}
            acceptValueOnBlur
            onChange={(terms) =>
              change('vocabulary.update', {
                terms: terms.map((term) => term.trim().slice(0, longestTerm)).filter(Boolean),
              })
            }
          />
          <div className={classes.section}>
            <h4 className={classes.subheading}>{t('models.vocabulary.rules')}</h4>
            <p className={classes.hint}>{t('models.vocabulary.rulesHint')}</p>
            <Suggestions
              rules={state.suggestions}
              answer={(rule, accept) => change('vocabulary.answerSuggestion', { rule, accept })}
            />
            {state.rules.length > 0 && (
              <ul className={classes.models}>
                {state.rules.map((rule) => (
                  <li key={rule.from} className={classes.rule}>
                    <RuleText rule={rule} />
                    <IconButton
                      icon={IconX}
                      label={t('models.vocabulary.removeRule', rule)}
                      onClick={() =>
                        change('vocabulary.update', {
                          rules: state.rules.filter((each) => each !== rule),
                        })
                      }
                    />
                  </li>
                ))}
              </ul>
            )}
            <AddRule
              rules={state.rules}
              onAdd={(rule) => change('vocabulary.update', { rules: [...state.rules, rule] })}
            />
          </div>
        </>
      )}
    </section>
  );
}

function Suggestions(props: {
  readonly rules: readonly ReplacementRule[];
  readonly answer: (rule: ReplacementRule, accept: boolean) => void;
}) {
  const { t } = useTranslation();
  if (props.rules.length === 0) return null;
  return (
    <ul className={classes.models} aria-label={t('models.vocabulary.suggestions')}>
      {props.rules.map((rule) => (
        <li key={`${rule.from}\n${rule.to}`} className={classes.suggestion}>
          <span className={classes.hint}>{t('models.vocabulary.suggested')}</span>
          <RuleText rule={rule} />
          <span className={classes.buttons}>
            <Button variant="default" size="xs" onClick={() => props.answer(rule, true)}>
              {t('models.vocabulary.accept')}
            </Button>
            <Button variant="subtle" size="xs" onClick={() => props.answer(rule, false)}>
              {t('models.vocabulary.dismiss')}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function RuleText({ rule }: { readonly rule: ReplacementRule }) {
  const { t } = useTranslation();
  return (
    <span className={classes.ruleText} aria-label={t('models.vocabulary.rule', rule)}>
      <span>{rule.from}</span>
      <IconArrowRight size={14} stroke={1.75} aria-hidden />
      <span>{rule.to}</span>
    </span>
  );
}
