/** Shorter than any sentence that goes to the page, with words round it. */
const longest = 1500;

/** Names one after the other, "Amara, Jonas", as many as a sentence holds; then how many more there are. */
export function namesInWords(names: readonly string[]): string {
  let length = 0;
  const end = names.findIndex((name) => (length += name.length + 2) > longest);
  if (end === -1) return names.join(', ');
  return `${names.slice(0, end).join(', ')} and ${names.length - end} more`;
}
