// Draws the tray's pictures of a call, a muted call and missed calls from those of the quiet tray, and
// the mark over the taskbar's icon: node desktop/resources/drawTrayIcons.mjs
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const svg = (content, size = 64) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">${content}</svg>`,
  );

/** In the lower right corner, with the white edge that sets it off from any panel. */
const mark = (color, sign) =>
  `<circle cx="46" cy="46" r="18" fill="#fff"/><circle cx="46" cy="46" r="15" fill="${color}"/>
   <path d="${sign}" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>`;

const marks = {
  Call: mark('#1f9d55', 'M40 46l4.5 5 8-9.5'),
  Muted: mark('#c62f2f', 'M40 40l12 12'),
  Missed: mark('#c62f2f', 'M46 38.5v8M46 53.5v.1'),
};

const bubble = await readFile(here('tray.svg'), 'utf8');
const bubblePath = /d="([^"]+)"/.exec(bubble)?.[1];
/** macOS tints these by itself: only their shape counts, so a mark is cut out of the bubble first. */
const templates = {
  Call: ['<circle cx="25" cy="24" r="9"/>', '<circle cx="25" cy="24" r="6"/>'],
  Muted: [
    '<path d="M3 2l27 28" stroke="#000" stroke-width="7"/>',
    '<path d="M3 2l27 28" stroke="#000" stroke-width="3" stroke-linecap="round"/>',
  ],
  Missed: [
    '<circle cx="25" cy="24" r="9"/>',
    '<circle cx="25" cy="24" r="5" fill="none" stroke="#000" stroke-width="3"/>',
  ],
};

function template([hole, shape]) {
  const mask = `<mask id="m"><rect width="32" height="32" fill="#fff"/>${hole}</mask>`;
  return svg(`${mask}<path mask="url(#m)" d="${bubblePath}"/>${shape}`, 32);
}

for (const [name, drawn] of Object.entries(marks)) {
  const whole = await sharp(here('app/tray@2x.png'))
    .composite([{ input: await sharp(svg(drawn)).resize(64, 64).toBuffer() }])
    .png()
    .toBuffer();
  await sharp(whole).toFile(here(`app/tray${name}@2x.png`));
  await sharp(whole)
    .resize(32, 32)
    .toFile(here(`app/tray${name}.png`));
}
for (const [name, parts] of Object.entries(templates)) {
  for (const [suffix, size] of [
    ['', 16],
    ['@2x', 32],
  ]) {
    await sharp(template(parts), { density: 288 })
      .resize(size, size)
      .png()
      .toFile(here(`app/tray${name}Template${suffix}.png`));
  }
}
await sharp(
  svg(
    '<circle cx="16" cy="16" r="15" fill="#c62f2f"/><circle cx="16" cy="16" r="6" fill="#fff"/>',
    32,
  ),
)
  .resize(32, 32)
  .png()
  .toFile(here('app/badge.png'));
