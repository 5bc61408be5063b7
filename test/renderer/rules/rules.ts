import { all, below, heard, within, written, type Element } from './tree.ts';

/** What is wrong in some markup, in words; empty where nothing is. */
export type Rule = (root: Element) => readonly string[];

const attributeOf = (element: Element, name: string): string => element.attributes.get(name) ?? '';
const idsIn = (root: Element): readonly string[] =>
  [...below(root)].map((element) => attributeOf(element, 'id')).filter((id) => id !== '');
const outline = (element: Element): string =>
  `${element.tag}.${attributeOf(element, 'class')} "${heard(element).slice(0, 60)}"`;
const named = (elements: readonly Element[], what: string): readonly string[] =>
  elements.map((element) => `${what}: ${outline(element)}`);

/** The content security policy forbids them. */
const noStyles: Rule = (root) =>
  named(
    [...below(root)].filter(
      (element) => element.attributes.has('style') || element.tag === 'style',
    ),
    'style',
  );

const noHandlers: Rule = (root) =>
  [...below(root)].flatMap((element) =>
    [...element.attributes.keys()].filter((name) => name.startsWith('on')),
  );

/** Ids are in the page once, and what refers to one finds it. */
const idsMeet: Rule = (root) => {
  const ids = idsIn(root);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  const names = ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for', 'form'];
  const lost = [...below(root)].flatMap((element) =>
    names.flatMap((name) =>
      attributeOf(element, name)
        .split(' ')
        .filter((id) => id !== '' && !ids.includes(id))
        .map((id) => `${name}="${id}" on ${outline(element)} names nothing`),
    ),
  );
  return [...twice.map((id) => `id ${id} twice`), ...lost];
};

function labelOf(root: Element, field: Element): string {
  const own = attributeOf(field, 'aria-label');
  if (own !== '') return own;
  const id = attributeOf(field, 'id');
  const label =
    all(root, 'label').find((one) => id !== '' && attributeOf(one, 'for') === id) ??
    all(root, 'label').find((one) => [...below(one)].includes(field));
  return label === undefined ? '' : heard(label);
}

/** Every control has a name that can be heard. */
const controlsNamed: Rule = (root) => [
  ...named(
    all(root, 'button', 'summary').filter(
      (one) => heard(one) === '' && attributeOf(one, 'aria-label') === '',
    ),
    'no name',
  ),
  ...named(
    all(root, 'input', 'textarea', 'select').filter((field) => labelOf(root, field) === ''),
    'no label',
  ),
  ...named(
    all(root, 'fieldset').filter((group) => all(group, 'legend').length !== 1),
    'no legend',
  ),
  ...named(
    all(root, 'dialog', 'nav', 'progress').filter((one) => attributeOf(one, 'aria-label') === ''),
    'no label',
  ),
];

/** A picture says what it is, or is silent. */
const picturesNamed: Rule = (root) =>
  named(
    all(root, 'svg').filter((picture) => {
      const silent =
        attributeOf(picture, 'aria-hidden') === 'true' ||
        within(picture, (outer) => attributeOf(outer, 'aria-hidden') === 'true');
      const said =
        attributeOf(picture, 'role') === 'img' && attributeOf(picture, 'aria-label') !== '';
      return !silent && !said;
    }),
    'picture',
  );

/** One heading of the first level on a stage, no empty heading. */
const headings: Rule = (root) => {
  const first = all(root, 'h1');
  const mains = all(root, 'main').length;
  return [
    ...(first.length === mains ? [] : [`${first.length} headings h1 on ${mains} stages`]),
    ...named(
      all(root, 'h1', 'h2', 'h3').filter((heading) => heard(heading) === ''),
      'empty heading',
    ),
    ...named(
      first.filter((heading) => heard(heading).endsWith('.')),
      'full stop in a heading',
    ),
  ];
};

/** Headings go down one level at a time, and a stage begins with its own: whoever jumps from one to the next misses none. */
const headingOrder: Rule = (root) =>
  all(root, 'main', 'dialog').flatMap((part) => {
    const found = all(part, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
    const levels = found.map(({ tag }) => Number(tag.slice(1)));
    const start = part.tag === 'main' ? 0 : 1;
    return named(
      found.filter((_, place) => (levels[place] ?? 0) > (levels[place - 1] ?? start) + 1),
      'a level of headings is skipped',
    );
  });

/** One primary action, named after what it does. */
const onePrimary: Rule = (root) => {
  const panels = all(root, 'dialog').length;
  const primaries = all(root, 'button').filter((one) =>
    attributeOf(one, 'class').split(' ').includes('btn-primary'),
  );
  const vague = primaries.filter((one) => /^(?:ok|next|yes|submit|done)$/iu.test(heard(one)));
  return [
    ...(primaries.length <= 1 + panels ? [] : [`${primaries.length} primary actions`]),
    ...named(vague, 'vague'),
  ];
};

/** What waits says why, where the reason can be found. */
const waitingSaysWhy: Rule = (root) => {
  const texts = new Map(
    [...below(root)]
      .filter((one) => one.attributes.has('id'))
      .map((one) => [attributeOf(one, 'id'), heard(one)]),
  );
  return named(
    all(root, 'button').filter(
      (one) =>
        attributeOf(one, 'class').includes('btn-primary') &&
        attributeOf(one, 'aria-disabled') === 'true' &&
        (texts.get(attributeOf(one, 'aria-describedby')) ?? '') === '',
    ),
    'waits without a reason',
  );
};

/** Controls are not disabled: they keep their place in the order of focus. Nothing jumps the order. */
const orderOfFocus: Rule = (root) =>
  named(
    [...below(root)].filter(
      (one) => one.attributes.has('disabled') || Number(attributeOf(one, 'tabIndex')) > 0,
    ),
    'order of focus',
  );

const interactive = new Set(['button', 'a', 'summary', 'textarea', 'select']);

const notNested: Rule = (root) =>
  named(
    [...below(root)].filter(
      (one) => interactive.has(one.tag) && within(one, (outer) => interactive.has(outer.tag)),
    ),
    'control in a control',
  );

/** A PIN is typed into a field that shows nothing, remembers nothing and begins empty. */
const pinsHidden: Rule = (root) =>
  named(
    all(root, 'input').filter((field) => {
      const secret = attributeOf(field, 'type') === 'password';
      const looksSecret = /\bPIN\b/u.test(labelOf(root, field));
      if (!secret) return looksSecret && !/^(?:checkbox|radio)$/u.test(attributeOf(field, 'type'));
      return field.attributes.has('value') || attributeOf(field, 'autoComplete') !== 'off';
    }),
    'PIN',
  );

/** A slip of a program, never a text for a person. */
const noSlips: Rule = (root) => {
  const slip = /\[object |\bundefined\b|\bNaN\b|\bnull\b|\bInvalid Date\b/u.exec(written(root));
  return slip === null ? [] : [`a slip in the text: ${slip[0]}`];
};

/** Words that the interface does not use. */
const plainWords: Rule = (root) =>
  (heard(root).match(/\b(?:invalid|fatal|abort\w*|oops|successfully|please|N\/A)\b/giu) ?? []).map(
    (word) => `the word ${word}`,
  );

const tables: Rule = (root) =>
  named(
    all(root, 'th').filter((head) => !/^(?:col|row)$/u.test(attributeOf(head, 'scope'))),
    'head of a table without a scope',
  );

const lists: Rule = (root) =>
  named(
    all(root, 'ul', 'ol').filter((list) =>
      list.children.some((child) => typeof child === 'string' || child.tag !== 'li'),
    ),
    'something else than a line in a list',
  );

/** A word is beside every icon: an icon is never all that a line, a cell or a tag has. */
const wordsBesideIcons: Rule = (root) =>
  named(
    all(root, 'li', 'p', 'td', 'th', 'dd', 'dt', 'button', 'label').filter(
      (one) =>
        all(one, 'svg').some((picture) => attributeOf(picture, 'class').includes('icon')) &&
        heard(one) === '' &&
        all(one, 'input').length === 0 &&
        attributeOf(one, 'aria-label') === '' &&
        !within(one, (outer) => attributeOf(outer, 'aria-hidden') === 'true'),
    ),
    'an icon without a word',
  );

/** One thing at a time is current. */
const oneCurrent: Rule = (root) => {
  const steps = [...below(root)].filter((one) => attributeOf(one, 'aria-current') === 'step');
  const lists = new Set(steps.map((one) => one.parent));
  return lists.size === steps.length ? [] : ['two current steps in one list'];
};

export const rules = {
  noStyles,
  noHandlers,
  idsMeet,
  controlsNamed,
  picturesNamed,
  headings,
  headingOrder,
  onePrimary,
  waitingSaysWhy,
  orderOfFocus,
  notNested,
  pinsHidden,
  noSlips,
  plainWords,
  tables,
  lists,
  wordsBesideIcons,
  oneCurrent,
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

/** Everything that breaks a rule, each with the rule's name. */
export function broken(root: Element): readonly string[] {
  return Object.entries(rules).flatMap(([name, rule]) =>
    rule(root).map((what) => `${name}: ${what}`),
  );
}
