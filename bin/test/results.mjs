import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/places.mjs';
import { failuresOfPlaywright, failuresOfVitest } from './failures.mjs';

/**
 * `failures` has one entry for each test that failed: where it stands, and the first lines of why. `unsteady` has the same
 * for each that failed among the others and passed when it was run once more.
 *
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures
 * @property {readonly string[]} unsteady
 */

/**
 * What a suite that left no readable report counts as: nothing that failed may look like nothing to do.
 *
 * @type {Result}
 */
const NO_REPORT = { passed: 0, failed: 1, skipped: 0, failures: [], unsteady: [] };

/**
 * Counts in Vitest's JSON report. A file that could not even be loaded has no tests, and is one
 * failure.
 *
 * @param {any} report
 * @returns {Result}
 */
export function countVitest(report) {
  const broken = report.testResults.filter(
    /** @param {any} file */
    (file) =>
      file.status === 'failed' &&
      !file.assertionResults.some(/** @param {any} test */ (test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: failuresOfVitest(report),
    unsteady: [],
  };
}

/**
 * Counts in Playwright's JSON report. A test that passed only when it was repeated is unsteady.
 *
 * @param {any} report
 * @returns {Result}
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped,
    failures: failuresOfPlaywright(report, 'unexpected'),
    unsteady: failuresOfPlaywright({ ...report, errors: [] }, 'flaky'),
  };
}

/**
 * Reads a suite's report and takes it away, so that no later run can count it again.
 *
 * @param {string} path below the project's folder
 * @param {(report: any) => Result} count
 * @returns {Result}
 */
export function takeReport(path, count) {
  const file = join(ROOT, path);
  try {
    const result = count(JSON.parse(readFileSync(file, 'utf8')));
    const { passed, failed, skipped } = result;
    return [passed, failed, skipped].every(Number.isInteger) ? result : NO_REPORT;
  } catch {
    return NO_REPORT;
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {readonly Result[]} results
 * @returns {Result}
 */
export function sum(results) {
  return results.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
    unsteady: [...a.unsteady, ...b.unsteady],
  }));
}
