import { LineCounter, parseAllDocuments, visit, type Document } from 'yaml';
import { PlanError } from './ceremony-error.ts';
import { placesIn, type PlanPlaces } from './plan-place.ts';

/** The text of a plan as YAML, with the places of its members. */
export interface PlanYaml {
  readonly document: Document;
  readonly places: PlanPlaces;
}

/**
 * Reads one YAML 1.2 document, core schema, and refuses what two readers could understand differently.
 * @param place the file's name, for errors
 * @throws PlanError `plan.malformed` with line and column
 */
export function readYaml(text: string, place: string): PlanYaml {
  const lineCounter = new LineCounter();
  const documents = documentsIn(text, place, lineCounter);
  const document = documents[0];
  if (document === undefined || documents.length > 1) {
    throw malformed(
      document === undefined ? 'the plan is empty' : 'the file holds more than one plan',
      place,
    );
  }
  const places = placesIn(place, document, lineCounter);
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const twice = fault.code === 'DUPLICATE_KEY';
    throw malformed(
      twice ? 'the plan has one member twice' : 'the plan is not YAML as the station reads it',
      places.at(fault.pos[0]),
      fault,
    );
  }
  refuseIndirection(document, places);
  return { document, places };
}

/** Nesting without end overflows the reader's stack, which is then the only sign of it. */
function documentsIn(text: string, place: string, lineCounter: LineCounter): Document[] {
  try {
    return [
      ...parseAllDocuments(text, {
        lineCounter,
        version: '1.2',
        schema: 'core',
        strict: true,
        stringKeys: true,
        uniqueKeys: true,
        merge: false,
        prettyErrors: false,
      }),
    ];
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw malformed('the plan is nested deeper than any plan', place);
  }
}

/** Directives, anchors, aliases and tags make one text mean more than it shows. */
function refuseIndirection(document: Document, places: PlanPlaces): void {
  const { directives } = document;
  if (
    directives !== undefined &&
    (directives.yaml.explicit === true || Object.keys(directives.tags).length > 1)
  ) {
    throw malformed('the plan has a directive', places.at(0));
  }
  visit(document, {
    Alias: (_, node) => {
      throw malformed('the plan has an alias', places.at(node.range?.[0] ?? 0));
    },
    Node: (_, node) => {
      if (node.anchor !== undefined || node.tag !== undefined) {
        throw malformed('the plan has an anchor or a tag', places.at(node.range?.[0] ?? 0));
      }
    },
  });
}

/** The error for text that is no plan's YAML. */
export function malformed(message: string, place: string, cause?: unknown): PlanError {
  return new PlanError('plan.malformed', message, {
    place,
    expected: 'one YAML document in UTF-8, each member once, no anchors, aliases or tags',
    hint: 'Correct the plan, or take it from its source again.',
    notDone: ['The ceremony was not opened.'],
    cause,
  });
}
