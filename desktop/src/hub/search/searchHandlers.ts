import type { HandlersOf } from '../rpc/handlers.ts';
import type { Search } from './Search.ts';

export function searchHandlers(search: Search): HandlersOf<'search.query'> {
  return { 'search.query': (query) => search.query(query) };
}
