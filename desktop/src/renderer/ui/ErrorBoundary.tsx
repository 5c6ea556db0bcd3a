import { Component } from 'react';
import type { ReactNode } from 'react';

interface Props {
  /** What is shown instead; `retry` tries the children once more. */
  readonly fallback: (retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

/**
 * Keeps a defect in a part of the window from taking the rest of it away. React has no hook for it.
 * What was thrown goes to the console.
 */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return this.props.fallback(() => this.setState({ failed: false }));
  }
}
