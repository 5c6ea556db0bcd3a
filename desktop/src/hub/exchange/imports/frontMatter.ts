export interface FrontMatter {
  readonly title: string | null;
  readonly icon: string | null;
  /** Lines that say anything else. */
  readonly rest: string;
}

/**
 * What is known in the YAML before a Markdown file: `title` and `icon` as plain or quoted values on
 * one line. Everything else is handed back as it stands.
 */
export function readFrontMatter(yaml: string): FrontMatter {
  let title: string | null = null;
  let icon: string | null = null;
  const rest = yaml.split('\n').filter((line) => {
    const [, name, value = ''] = /^(title|icon):[ \t]+(\S.*)$/.exec(line.trimEnd()) ?? [];
    if (name === undefined || /^[[{|>&*!]/.test(value)) return true;
    if (name === 'title') title ??= unquoted(value);
    else icon ??= unquoted(value).slice(0, 64);
    return false;
  });
  return { title, icon, rest: rest.join('\n').trim() };
}

function unquoted(value: string): string {
  if (/^".*"$/.test(value)) return parsed(value) ?? value.slice(1, -1);
  if (/^'.*'$/.test(value)) return value.slice(1, -1).replaceAll("''", "'");
  return value;
}

/** YAML's double-quoted strings are nearly JSON's; null for what only YAML knows. */
function parsed(value: string): string | null {
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
