import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './openWindow.ts';

interface Look {
  readonly wall: string;
  readonly light: string;
  readonly things: string;
  readonly skin: string;
  readonly shade: string;
  readonly cloth: string;
  readonly collar: string;
  readonly hairBehind: string;
  readonly hairBefore: string;
}

const looks = {
  anna: {
    wall: '#d9cdbd',
    light: '#efe6d9',
    things: `<rect x="60" y="150" width="300" height="14" rx="4" fill="#a88a68"/>
      <rect x="90" y="62" width="30" height="88" fill="#7d8f87"/>
      <rect x="124" y="74" width="24" height="76" fill="#b5674c"/>
      <rect x="152" y="56" width="34" height="94" fill="#e8dcc6"/>
      <rect x="190" y="82" width="22" height="68" fill="#45616b"/>
      <path d="M276 150h58l-8-48h-42z" fill="#c98f63"/>
      <path d="M305 104c-34-14-44-48-34-66 22 10 34 34 34 66zm0 0c30-10 46-36 38-62-24 8-36 30-38 62z" fill="#5f7f5d"/>`,
    skin: '#e9b996',
    shade: '#d49f7b',
    cloth: '#2f5d62',
    collar: '#264c50',
    hairBehind: `<path d="M500 300c-18-150 60-214 140-214s160 62 142 214c-6 70 26 128 8 200H490c-18-70 16-130 10-200z" fill="#4a2f24"/>`,
    hairBefore: `<path d="M532 300c-6-104 34-164 108-164 76 0 116 58 110 164-26-26-44-64-50-102-46 42-116 62-150 56-10 14-14 30-18 46z" fill="#593a2c"/>`,
  },
  ben: {
    wall: '#b9c6cc',
    light: '#d6e0e3',
    things: `<rect x="930" y="70" width="270" height="330" rx="6" fill="#f2f5f4"/>
      <rect x="946" y="86" width="112" height="298" fill="#cfe3ea"/>
      <rect x="1072" y="86" width="112" height="298" fill="#cfe3ea"/>
      <path d="M946 384v-84c40-30 76-26 112 4v80zm126 0v-70c38-40 80-34 112-8v78z" fill="#8fae8a"/>
      <rect x="110" y="90" width="190" height="140" rx="4" fill="#f4efe4"/>
      <path d="M122 218l56-76 44 50 26-28 40 54z" fill="#d08b5b"/>`,
    skin: '#c58c65',
    shade: '#ab7450',
    cloth: '#c7b489',
    collar: '#f3efe6',
    hairBehind: '',
    hairBefore: `<path d="M524 292c-22-116 26-186 116-186 96 0 140 66 118 186-10-8-18-44-22-70-60 6-120-8-156-36-18 26-34 54-38 84-4 12-10 20-18 22z" fill="#1f1b1a"/>`,
  },
} as const satisfies Record<string, Look>;

/**
 * Draws a person at their desk and writes it as Motion JPEG for Chromium's fake camera, so that a
 * picture of a call shows people instead of a test pattern. Answers the file's path.
 */
export async function drawCamera(folder: string, who: keyof typeof looks): Promise<string> {
  const browser = await launchChromium([]);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.setContent(`<body style="margin:0">${drawing(looks[who])}</body>`);
    const file = join(folder, `${who}.mjpeg`);
    writeFileSync(file, await page.screenshot({ type: 'jpeg', quality: 92 }));
    return file;
  } finally {
    await browser.close();
  }
}

function drawing(look: Look): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720" viewBox="0 0 1280 720">
    <defs><radialGradient id="room" cx="0.62" cy="0.2" r="0.9">
      <stop offset="0" stop-color="${look.light}"/><stop offset="1" stop-color="${look.wall}"/>
    </radialGradient></defs>
    <rect width="1280" height="720" fill="url(#room)"/>
    ${look.things}
    ${look.hairBehind}
    <path d="M280 720c8-150 110-206 270-226h180c160 20 262 76 270 226z" fill="${look.cloth}"/>
    <path d="M572 430h136v74c-20 44-116 44-136 0z" fill="${look.shade}"/>
    <path d="M540 496l36-14c24 46 104 46 128 0l36 14c-22 82-178 82-200 0z" fill="${look.collar}"/>
    <ellipse cx="534" cy="318" rx="18" ry="32" fill="${look.shade}"/>
    <ellipse cx="746" cy="318" rx="18" ry="32" fill="${look.shade}"/>
    <path d="M536 280c0-92 44-140 104-140s104 48 104 140c0 116-46 190-104 190s-104-74-104-190z" fill="${look.skin}"/>
    ${look.hairBefore}
    <g fill="#2b2220"><ellipse cx="600" cy="312" rx="9" ry="11"/><ellipse cx="682" cy="312" rx="9" ry="11"/></g>
    <g fill="none" stroke-linecap="round">
      <path d="M582 282c12-9 26-9 36-3M664 279c10-6 24-6 36 3" stroke="#3a2a22" stroke-width="7"/>
      <path d="M641 322c-4 20-10 30-4 38 4 4 10 4 14 1" stroke="${look.shade}" stroke-width="7"/>
      <path d="M602 398c22 24 56 24 78 0" stroke="#8f4b3c" stroke-width="8"/>
    </g>
  </svg>`;
}
