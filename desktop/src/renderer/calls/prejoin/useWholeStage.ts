import { useLayoutEffect } from 'react';
import { useServices } from '../../app/AppContext.ts';

/** The screens before a call have the place that the call has when it is large; then it docks. */
export function useWholeStage(): void {
  const { layout } = useServices();
  useLayoutEffect(() => {
    layout.setState({ callSize: 'stage' });
    return () => layout.setState({ callSize: 'dock' });
  }, [layout]);
}
