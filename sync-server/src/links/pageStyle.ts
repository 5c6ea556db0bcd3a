/** The app's colours, light and dark, and its fonts. */
export const pageColors = `
:root {
  color-scheme: light dark;
  --chrome: #f7f7f5; --paper: #ffffff; --text: #1f2122; --dim: #5d6164;
  --line: rgb(31 33 34 / 10%); --accent: #0b776c; --on-accent: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --chrome: #141516; --paper: #1b1c1d; --text: #e8e9e9; --dim: #a3a7a9;
    --line: rgb(232 233 233 / 12%); --accent: #5fd1c2; --on-accent: #0c2522;
  }
}
* { box-sizing: border-box; }
body { font: 16px/1.5 "Inter Variable", Inter, "Pretendard Variable", Pretendard, system-ui, sans-serif; }
`;

/** The look of the app for pages without it: neutral paper, one accent, one shadow. */
export const pageStyle = `${pageColors}
body {
  margin: 0; min-height: 100vh; padding: 24px; display: flex; flex-direction: column;
  align-items: center; justify-content: center; gap: 16px;
  background: var(--chrome); color: var(--text);
}
main {
  width: 100%; max-width: 480px; padding: 40px 32px; text-align: center;
  background: var(--paper); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: 0 8px 24px rgb(0 0 0 / 6%);
}
h1 { margin: 4px 0 8px; font-size: 24px; line-height: 1.25; font-weight: 650; overflow-wrap: anywhere; }
p { margin: 0; }
.lead, .details, .hint { color: var(--dim); overflow-wrap: anywhere; }
.details, .hint { font-size: 14px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; justify-content: center; margin: 28px 0 20px; }
.actions > * {
  min-height: 40px; padding: 8px 16px; border-radius: 6px; border: 1px solid var(--line);
  background: transparent; color: var(--text); font: inherit; font-size: 14px; font-weight: 550;
  text-decoration: none; cursor: pointer; display: inline-flex; align-items: center;
}
.actions > .primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.actions > *:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.link { font-size: 13px; color: var(--dim); overflow-wrap: anywhere; margin-bottom: 12px; }
footer { font-size: 12px; color: var(--dim); }
`;
