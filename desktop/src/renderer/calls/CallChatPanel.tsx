export function CallChatPanel() {
  return null;
}
