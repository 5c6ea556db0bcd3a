import * as electron from 'electron';
import { startApp } from './startApp.ts';

// Not awaited here: Electron becomes ready only when this module has been read to its end.
startApp(electron).catch((error: unknown) => {
  console.error('confab: it could not be started:', error);
  electron.app.exit(1);
});
