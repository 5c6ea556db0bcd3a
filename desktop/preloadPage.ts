import type { Plugin } from 'vite';

/**
 * Has the window fetch a page with its editor beside the app's own code instead of after it: the
 * app asks for it with its first line, and by then it is there.
 */
export function preloadPage(): Plugin {
  return {
    name: 'preload-page',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunks = new Map(
          Object.values(bundle).flatMap((file) =>
            file.type === 'chunk' ? [[file.fileName, file] as const] : [],
          ),
        );
        const page = [...chunks.values()].find(({ facadeModuleId }) =>
          facadeModuleId?.endsWith('/documents/Page.tsx'),
        );
        const needed = new Set<string>();
        const visit = (fileName: string): void => {
          if (needed.has(fileName)) return;
          needed.add(fileName);
          for (const imported of chunks.get(fileName)?.imports ?? []) visit(imported);
        };
        if (page !== undefined) visit(page.fileName);
        return [...needed]
          .filter((fileName) => chunks.get(fileName)?.isEntry !== true)
          .map((fileName) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
            injectTo: 'head',
          }));
      },
    },
  };
}
