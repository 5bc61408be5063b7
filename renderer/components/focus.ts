/**
 * A ref for a heading that says where one has come to: gives it the focus as it appears, shows the top of the
 * page, and names the window after it. Key the heading by its text, so that a new text is a new arrival.
 */
export function focusOnArrival(heading: HTMLElement | null): void {
  if (heading === null) return;
  heading.focus({ preventScroll: true });
  globalThis.scrollTo({ top: 0 });
  document.title = `${heading.textContent} · Keyholder Station`;
}

/** A ref for the heading of something that appears within the page, such as an error. */
export function focusInPlace(heading: HTMLElement | null): void {
  heading?.focus();
}
