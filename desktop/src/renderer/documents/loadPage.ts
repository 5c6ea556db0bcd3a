/**
 * A page with its editor: most of the app's code. It is asked for while the hub still answers, so
 * that the first page does not wait for one after the other.
 */
export const loadPage = () => import('./Page.tsx');
