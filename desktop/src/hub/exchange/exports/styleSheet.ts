/** How exported pages look: readable on a screen, in the dark and on paper. */
export const styleSheet = `
:root { color-scheme: light dark; --line: #d8d6d1; --soft: #f4f3f0; --quiet: #6b6862; --link: #1f5fbf; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3a3936; --soft: #262523; --quiet: #a19d95; --link: #8ab4f8; }
}
body { margin: 0; font: 16px/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
main { max-width: 720px; margin: 3rem auto; padding: 0 1.25rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 0.4em; }
.title { font-size: 2.25rem; margin-top: 0; }
p { margin: 0.4em 0; }
a { color: var(--link); }
img, video { max-width: 100%; height: auto; border-radius: 4px; }
audio { width: 100%; }
figure { margin: 1em 0; }
figcaption { color: var(--quiet); font-size: 0.875rem; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.5em 0; }
blockquote { margin: 0.8em 0; padding-left: 1em; border-left: 3px solid var(--line); }
pre { background: var(--soft); padding: 1em; border-radius: 6px; overflow-x: auto; }
code { font: 0.9em/1.5 ui-monospace, Menlo, Consolas, monospace; }
table { border-collapse: collapse; display: block; overflow-x: auto; margin: 1em 0; }
th, td { border: 1px solid var(--line); padding: 0.35em 0.7em; text-align: left; vertical-align: top; }
th { background: var(--soft); }
.callout { background: var(--soft); border-left: 3px solid var(--quiet); border-radius: 6px; padding: 0.5em 1em; margin: 0.8em 0; }
.callout-tip { border-color: #2e8b57; }
.callout-important { border-color: #7a4fd0; }
.callout-warning { border-color: #c77700; }
.todo { list-style: none; padding-left: 0.25em; }
.indented { padding-left: 1.5em; }
.bookmark { border: 1px solid var(--line); border-radius: 6px; padding: 0.6em 1em; }
.bookmark span, .missing { color: var(--quiet); }
.equation { overflow-x: auto; text-align: center; margin: 1em 0; }
.align-center { text-align: center; } .align-right { text-align: right; } .align-justify { text-align: justify; }
.color-gray { color: #9b9a97; } .color-brown { color: #8a5a3c; } .color-red { color: #d0393e; }
.color-orange { color: #c7690d; } .color-yellow { color: #a98600; } .color-green { color: #3d7d63; }
.color-blue { color: #2e7ab8; } .color-purple { color: #7a4fb5; } .color-pink { color: #b8438c; }
[class*="background-"] { color: #1f1e1c; border-radius: 2px; }
.background-gray { background: #ebeced; } .background-brown { background: #e9e5e3; }
.background-red { background: #fbe4e4; } .background-orange { background: #f6e9d9; }
.background-yellow { background: #fbf3db; } .background-green { background: #ddedea; }
.background-blue { background: #ddebf1; } .background-purple { background: #eae4f2; }
.background-pink { background: #f4dfeb; }
@media print { main { max-width: none; margin: 0; } a { color: inherit; } }
`;
