import { describe, expect, it } from 'vitest';
import { cleanPaste } from './cleanPaste.ts';

function clean(html: string): string {
  return cleanPaste(html, () => '1').html.replace(/\s*\n\s*/gu, '');
}

describe('cleanPaste', () => {
  it('makes real lists of Word’s paragraphs, nested, numbered and bulleted', () => {
    const sign = (text: string): string =>
      `<![if !supportLists]><span lang=EN-US style='mso-fareast-font-family:Calibri'><span style='mso-list:Ignore'>${text}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>`;
    const line = (level: number, text: string, mark: string): string =>
      `<p class=MsoListParagraphCxSpMiddle style='margin-left:.5in;mso-list:l0 level${String(level)} lfo1'>${sign(mark)}<span lang=EN-US>${text}<o:p></o:p></span></p>`;
    const html = `<html><head><style>p.MsoNormal{margin:0}</style></head><body lang=KO><!--StartFragment-->
      <p class=MsoNormal><b><span lang=EN-US style='font-size:14.0pt;color:#1F4E79'>Plan</span></b></p>
      ${line(1, 'First', '1.')}
      ${line(2, 'Detail', '·')}
      ${line(2, 'Other', '·')}
      ${line(1, '둘째', '2.')}
      <p class=MsoNormal>After<o:p></o:p></p><!--EndFragment--></body></html>`;
    expect(clean(html)).toBe(
      '<p><b>Plan</b></p>' +
        '<ol><li><p>First</p><ul><li><p>Detail</p></li><li><p>Other</p></li></ul></li>' +
        '<li><p>둘째</p></li></ol><p>After</p>',
    );
  });

  it('makes marks of Google Docs’ spans and drops its wrapper', () => {
    const html = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b">
      <p dir="ltr" style="line-height:1.38;margin-top:0pt;"><span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;">plain </span><span style="font-weight:700;font-style:italic;">both</span><span style="text-decoration:underline;">under</span><span style="text-decoration:line-through;">gone</span></p>
      <ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc;font-weight:400"><p dir="ltr"><span>one</span></p></li></ul></b>`;
    expect(clean(html)).toBe(
      '<p>plain <strong><em>both</em></strong><u>under</u><s>gone</s></p><ul><li><p>one</p></li></ul>',
    );
  });

  it('keeps Notion’s to-dos', () => {
    const html = `<!-- notionvc: 1 --><ul class="to-do-list"><li><div class="checkbox checkbox-on"></div><span class="to-do-children-checked">done</span></li></ul>`;
    expect(clean(html)).toBe('<ul><li><input type="checkbox" checked>done</li></ul>');
  });

  it('keeps headings, tables, code and links, without their styles', () => {
    const html = `<h2 style="font-weight:700;color:red" class="x">Title</h2>
      <table style="border:0"><tbody><tr><th style="width:3px">A</th><td colspan="2" style="x:y">B</td></tr></tbody></table>
      <pre><code class="language-ts" style="font:x">let a = 1;</code></pre>
      <p><a href="https://example.org/a" style="color:blue" target="_blank" onclick="x()">there</a> <a href="javascript:alert(1)">here</a></p>`;
    expect(clean(html)).toBe(
      '<h2>Title</h2><table><tbody><tr><th>A</th><td colspan="2">B</td></tr></tbody></table>' +
        '<pre><code class="language-ts">let a = 1;</code></pre>' +
        '<p><a href="https://example.org/a">there</a> <a>here</a></p>',
    );
  });

  it('takes pictures out of the text, and only links to those elsewhere', () => {
    const { html, pictures } = cleanPaste(
      '<p><img src="data:image/png;base64,AAAA" alt="chart"></p><p><img src="https://example.org/p.png"></p><img src="file:///C:/x.png">',
      () => '7',
    );
    expect(html).toBe(
      '<p><img src="pasted:7" alt="chart"></p><p><a href="https://example.org/p.png">https://example.org/p.png</a></p>',
    );
    expect(pictures).toEqual([
      { token: 'pasted:7', name: 'chart', type: 'image/png', base64: 'AAAA' },
    ]);
  });

  it('drops scripts and what is hidden, keeps formulas', () => {
    const formula =
      '<span class="katex"><math><semantics><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>';
    expect(clean(`<script>x</script><p>a<span style="display:none">b</span>${formula}</p>`)).toBe(
      `<p>a${formula}</p>`,
    );
  });
});
