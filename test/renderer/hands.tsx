import {
  Children,
  cloneElement,
  createElement,
  isValidElement,
  type ReactElement,
  type ReactNode,
} from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

type Props = Readonly<Record<string, unknown>>;

/** An element of the page as it was drawn, with what is called when somebody acts on it. */
export interface Drawn {
  readonly tag: string;
  readonly props: Props;
  /** The text in it, as far as it is written in this very component. */
  readonly text: string;
}

/** What a person can do with a screen that is drawn once: it does not change under their hands. */
export interface Hands {
  readonly drawn: readonly Drawn[];
  /** Presses the one button with these words in its name. What sleeps does nothing. */
  readonly press: (words: string) => void;
  /** Sends the one form of the screen, as Enter in a field does. */
  readonly enter: () => void;
  /**
   * Acts on the field that stands at this place among the inputs, selects and text areas, from 0.
   * @param how the handler: `onChange`, or `onBlur` to leave the field
   */
  readonly change: (target: Props, place?: number, how?: string) => void;
}

function only(found: readonly Drawn[], what: string): Drawn {
  const [one, another] = found;
  if (one === undefined || another !== undefined)
    throw new Error(`${found.length} of them on this screen: ${what}`);
  return one;
}

function textOf(node: unknown): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map(textOf).join('');
  return isValidElement<{ children?: unknown }>(node) ? textOf(node.props.children) : '';
}

interface WatchedProps {
  readonly element: ReactElement<Props>;
  readonly seen: Drawn[];
}

/** Draws a component, and watches what it makes. */
function Watched({ element, seen }: WatchedProps): ReactNode {
  const component = element.type as (props: Props) => ReactNode;
  return watched(component(element.props), seen);
}

/** Draws an element of the page, and writes it down in its turn: the list has the order of the page. */
function WatchedElement({ element, seen }: WatchedProps): ReactNode {
  const { children } = element.props;
  seen.push({ tag: String(element.type), props: element.props, text: textOf(children) });
  return filled(element, seen);
}

function filled(element: ReactElement<Props>, seen: Drawn[]): ReactNode {
  const inner = watched(element.props['children'] as ReactNode, seen);
  return Array.isArray(inner)
    ? cloneElement(element, {}, ...inner)
    : cloneElement(element, {}, inner);
}

function watched(node: ReactNode, seen: Drawn[]): ReactNode {
  if (Array.isArray(node))
    return Children.toArray(node.map((one: ReactNode) => watched(one, seen)));
  if (!isValidElement<Props>(node)) return node;
  const { key } = node;
  if (typeof node.type === 'function') return createElement(Watched, { key, element: node, seen });
  if (typeof node.type === 'string')
    return createElement(WatchedElement, { key, element: node, seen });
  return filled(node, seen);
}

/** What a button is called: its label, where it has one of its own, else its text. */
function nameOf({ props, text }: Drawn): string {
  const label = props['aria-label'];
  return typeof label === 'string' ? label : text;
}

const event = (target: Props) => ({
  preventDefault: () => undefined,
  target,
  currentTarget: target,
});

function act(on: Drawn, name: string, target: Props = {}): void {
  const handler = on.props[name];
  if (typeof handler === 'function') handler(event(target));
}

/** Draws a screen without a browser and gives the hands to act on it. Effects do not run; states stay as they begin. */
export function handsOn(screen: ReactNode): Hands {
  const drawn: Drawn[] = [];
  renderToStaticMarkup(watched(screen, drawn));
  const all = (tag: string) => drawn.filter((one) => one.tag === tag);
  return {
    drawn,
    press: (words) =>
      act(
        only(
          all('button').filter((button) => nameOf(button).includes(words)),
          words,
        ),
        'onClick',
      ),
    enter: () => act(only(all('form'), 'form'), 'onSubmit'),
    change: (target, place = 0, how = 'onChange') => {
      const fields = drawn.filter(({ tag }) => ['input', 'select', 'textarea'].includes(tag));
      const field = fields[place];
      if (field?.props[how] === undefined) throw new Error(`no field ${place} with ${how}`);
      act(field, how, target);
    },
  };
}
