/** How a page reads in a browser, for the elements that blocks are rendered as. */
export const readingStyle = `
:root {
  --soft: #f1f1ee; --gray: #787774; --brown: #8a5a3c; --red: #b83a2f; --orange: #b45f06;
  --yellow: #8a6d00; --green: #3c7a2a; --blue: #2f66c4; --purple: #8747b8; --pink: #b83a7e;
  --sand: #e8dcc6; --sage: #cfdcc8; --sky: #c8dcea; --lilac: #d9d0ea; --rose: #ecd0d2; --slate: #cdd3d8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --soft: #26282a; --gray: #9b9a97; --brown: #c79a7c; --red: #f08a80; --orange: #eba45c;
    --yellow: #d9bd4f; --green: #8fcf7c; --blue: #86aef0; --purple: #c79af0; --pink: #f08fc0;
    --sand: #4a4233; --sage: #37432f; --sky: #2b3f4d; --lilac: #3d3550; --rose: #4d3336; --slate: #353c42;
  }
}
body { margin: 0; background: var(--paper); color: var(--text); line-height: 1.6; }
main { max-width: 768px; margin: 0 auto; padding: 56px 24px 48px; overflow-wrap: anywhere; }
header { margin-bottom: 24px; }
header h1 { margin: 0; font-size: 36px; line-height: 1.2; font-weight: 700; letter-spacing: -0.01em; }
.icon { margin: 0 0 8px; font-size: 56px; line-height: 1.1; }
.cover { display: block; width: 100%; height: min(24vh, 200px); object-fit: cover; }
.cover-sand { background: var(--sand); } .cover-sage { background: var(--sage); }
.cover-sky { background: var(--sky); } .cover-lilac { background: var(--lilac); }
.cover-rose { background: var(--rose); } .cover-slate { background: var(--slate); }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; font-weight: 650; margin: 1.4em 0 0.4em; }
article h1 { font-size: 28px; } article h2 { font-size: 23px; } article h3 { font-size: 19px; }
article h4, article h5, article h6 { font-size: 16px; }
article p { margin: 0.5em 0; min-height: 1em; }
article > :first-child { margin-top: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
ul, ol { margin: 0.4em 0; padding-left: 1.6em; }
li { margin: 0.2em 0; }
.todo { list-style: none; padding-left: 0.2em; }
.todo input { margin: 0 0.4em 0 0; accent-color: var(--accent); }
.indented { margin-left: 1.6em; }
details { margin: 0.4em 0; } details > :not(summary) { margin-left: 1.3em; }
summary { cursor: pointer; } summary > * { display: inline; }
blockquote { margin: 0.8em 0; padding-left: 1em; border-left: 3px solid var(--line); color: var(--dim); }
.callout { margin: 0.8em 0; padding: 10px 16px; border-radius: 8px; background: var(--soft); border-left: 3px solid var(--gray); }
.callout-tip { border-color: var(--green); } .callout-important { border-color: var(--purple); }
.callout-warning { border-color: var(--orange); }
code { font: 0.88em/1.5 "JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace; background: var(--soft); border-radius: 4px; padding: 0.1em 0.3em; }
pre { margin: 0.8em 0; padding: 14px 16px; border-radius: 8px; background: var(--soft); overflow-x: auto; overflow-wrap: normal; }
pre code { padding: 0; background: none; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.6em 0; }
table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse; margin: 0.8em 0; }
th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: left; vertical-align: top; min-width: 64px; }
th { background: var(--soft); font-weight: 600; }
figure { margin: 1em 0; } figcaption { margin-top: 6px; font-size: 14px; color: var(--dim); }
figure img, figure video { display: block; max-width: 100%; height: auto; border-radius: 6px; }
figure audio { width: 100%; }
.missing { color: var(--dim); font-style: italic; }
.bookmark { padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px; }
.bookmark span { font-size: 14px; color: var(--dim); }
.mention { background: var(--soft); border-radius: 4px; padding: 0 0.25em; }
.equation { margin: 0.8em 0; overflow-x: auto; text-align: center; }
.align-center { text-align: center; } .align-right { text-align: right; } .align-justify { text-align: justify; }
.color-gray { color: var(--gray); } .color-brown { color: var(--brown); } .color-red { color: var(--red); }
.color-orange { color: var(--orange); } .color-yellow { color: var(--yellow); } .color-green { color: var(--green); }
.color-blue { color: var(--blue); } .color-purple { color: var(--purple); } .color-pink { color: var(--pink); }
[class*="background-"] { border-radius: 3px; }
.background-gray { background: color-mix(in srgb, var(--gray) 18%, transparent); }
.background-brown { background: color-mix(in srgb, var(--brown) 18%, transparent); }
.background-red { background: color-mix(in srgb, var(--red) 18%, transparent); }
.background-orange { background: color-mix(in srgb, var(--orange) 18%, transparent); }
.background-yellow { background: color-mix(in srgb, var(--yellow) 20%, transparent); }
.background-green { background: color-mix(in srgb, var(--green) 18%, transparent); }
.background-blue { background: color-mix(in srgb, var(--blue) 18%, transparent); }
.background-purple { background: color-mix(in srgb, var(--purple) 18%, transparent); }
.background-pink { background: color-mix(in srgb, var(--pink) 18%, transparent); }
.nothing { max-width: 480px; text-align: center; padding-top: 20vh; }
.nothing h1 { font-size: 24px; } .nothing p { color: var(--dim); }
footer { padding: 24px; text-align: center; font-size: 13px; color: var(--dim); }
@media (max-width: 560px) { main { padding: 32px 18px; } header h1 { font-size: 29px; } }
@media print { footer { display: none; } main { padding: 0; max-width: none; } }
`;
