/** Markup that `markup` made: every text in it is escaped. Only this file makes one. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}
type Piece = string | number | Markup | readonly Markup[] | null;

/**
 * A template of markup: the template's own text stands as it is, whatever is put into it is escaped, other markup stays
 * markup, and null is nothing. Texts come from files of strangers: what could turn a line around or steer a terminal
 * (control and format characters) becomes U+FFFD.
 */
export function markup(template: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const text = template.reduce(
    (before, part, index) => `${before}${markupOf(pieces[index - 1] ?? null)}${part}`,
  );
  return new Markup(text);
}

/** The page's own texts that are markup already: a style, a drawing. Never for anything that was read. */
export function ownMarkup(text: string): Markup {
  return new Markup(text);
}

function markupOf(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  return 'text' in piece ? piece.text : piece.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
