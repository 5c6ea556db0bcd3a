/** The renderer's scheme and origin: an own one, so that no page and no `file:` is of it. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://confab`;
/** What `window.open` must name for the one window that a page may open. */
export const miniCallFrame = 'confab-mini-call';
/** Scheme of links that open the app. */
export const linkScheme = 'confab';
/** Names the app to Windows (taskbar, notifications) and to installers. */
export const appId = 'app.confab.desktop';
