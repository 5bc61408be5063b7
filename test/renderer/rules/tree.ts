/** An element of static markup. Text stands in its place among the children. */
export interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
  readonly parent: Element | null;
}

const empty = new Set(['input', 'br', 'hr', 'img', 'wbr', 'link', 'meta']);
const piece = /<(?<close>\/)?(?<tag>[a-zA-Z][\w-]*)(?<rest>[^>]*?)(?<self>\/)?>|(?<text>[^<]+)/g;
const attribute = /([\w:-]+)(?:="([^"]*)")?/g;

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

/** Reads markup as React writes it: every element is closed, every attribute is quoted. */
export function treeOf(html: string): Element {
  const root = { tag: 'root', attributes: new Map(), children: [], parent: null };
  let open: Element & { children: (Element | string)[] } = root;
  for (const { groups } of html.matchAll(piece)) {
    const { close, tag, rest = '', text } = groups ?? {};
    if (text !== undefined) open.children.push(plain(text));
    else if (close !== undefined) {
      if (open.tag !== tag || open.parent === null) throw new Error(`</${tag}> closes ${open.tag}`);
      open = open.parent as typeof open;
    } else {
      const attributes = new Map(
        [...rest.matchAll(attribute)].map(([, name = '', value = '']) => [name, plain(value)]),
      );
      const element = { tag: tag ?? '', attributes, children: [], parent: open };
      open.children.push(element);
      if (!empty.has(element.tag) && groups?.['self'] === undefined) open = element;
    }
  }
  if (open !== root) throw new Error(`${open.tag} is not closed`);
  return root;
}

/** All elements below one, in reading order. */
export function* below(element: Element): Generator<Element> {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    yield child;
    yield* below(child);
  }
}

/** The elements with one of these tags. */
export function all(root: Element, ...tags: readonly string[]): readonly Element[] {
  return [...below(root)].filter((element) => tags.includes(element.tag));
}

/** The text of an element as a screen reader hears it: hidden parts left out, labels of pictures put in. */
export function heard(element: Element): string {
  const say = (node: Element | string): string => {
    if (typeof node === 'string') return node;
    if (node.attributes.get('aria-hidden') === 'true') return '';
    if (node.tag === 'wbr') return '';
    if (node.tag === 'svg') return ` ${node.attributes.get('aria-label') ?? ''} `;
    return ` ${node.children.map(say).join('')} `;
  };
  return element.children.map(say).join('').replaceAll(/\s+/g, ' ').trim();
}

/** The text of an element as it stands on screen, hidden words too, in one piece. */
export function written(element: Element): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : written(child)))
    .join('');
}

/** Whether one of the elements around it fits. */
export function within(element: Element, fits: (outer: Element) => boolean): boolean {
  for (let outer = element.parent; outer !== null; outer = outer.parent)
    if (fits(outer)) return true;
  return false;
}
