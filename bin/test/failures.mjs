import { stripVTControlCharacters } from 'node:util';

/** Why a test failed is said in its first lines; the whole of it stands further up, where it happened. */
const LINES = 6;

/**
 * The tests that failed in Vitest's JSON report, and the files that could not be loaded.
 *
 * @param {any} report
 * @returns {string[]}
 */
export function failuresOfVitest(report) {
  return report.testResults
    .filter(/** @param {any} file */ (file) => file.status === 'failed')
    .flatMap(
      /** @param {any} file */ (file) => {
        const failed = file.assertionResults.filter(
          /** @param {any} test */ (test) => test.status === 'failed',
        );
        const name = file.name.replace(/^.*\/(?=test\/)/, '');
        if (failed.length === 0) return [entry(name, [file.message])];
        return failed.map(
          /** @param {any} test */ (test) =>
            entry(`${name} › ${test.fullName}`, test.failureMessages),
        );
      },
    );
}

/**
 * The tests of Playwright's JSON report that failed (`unexpected`), or that passed only when repeated (`flaky`), and what
 * went wrong outside every test.
 *
 * @param {any} report
 * @param {'unexpected' | 'flaky'} status
 * @returns {string[]}
 */
export function failuresOfPlaywright(report, status) {
  const tests = (report.suites ?? []).flatMap(
    /** @param {any} suite */ (suite) => specsOf(suite, status),
  );
  const outside = report.errors.map(
    /** @param {any} error */ (error) => entry('outside every test', [error.message]),
  );
  return [...tests, ...outside];
}

/**
 * @param {any} suite
 * @param {string} status
 * @returns {string[]}
 */
function specsOf(suite, status) {
  const own = (suite.specs ?? []).flatMap(
    /** @param {any} spec */ (spec) =>
      spec.tests
        .filter(/** @param {any} test */ (test) => test.status === status)
        .map(
          /** @param {any} test */ (test) =>
            entry(
              `[${test.projectName}] ${spec.file}:${spec.line} › ${spec.title}`,
              test.results.flatMap(/** @param {any} result */ (result) => messagesOf(result)),
            ),
        ),
  );
  return [
    ...own,
    ...(suite.suites ?? []).flatMap(/** @param {any} part */ (part) => specsOf(part, status)),
  ];
}

/**
 * @param {any} result
 * @returns {string[]}
 */
function messagesOf(result) {
  return (result.errors ?? []).map(/** @param {any} error */ (error) => error.message);
}

/**
 * @param {string} place
 * @param {readonly (string | undefined)[]} messages
 */
function entry(place, messages) {
  // What a failed test prints may hold anything, colours included: one line of the list is one line.
  const plain = stripVTControlCharacters(messages[0] ?? '');
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  return [place, ...lines.slice(0, LINES).map((line) => `    ${line}`)].join('\n');
}
