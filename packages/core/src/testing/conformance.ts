import { describe, expect, it } from 'vitest'
import { authCases } from './conformance/authCases.ts'
import { callCases } from './conformance/callCases.ts'
import { faultCases } from './conformance/faultCases.ts'
import { mismatchCases } from './conformance/mismatchCases.ts'
import { pageCases } from './conformance/pageCases.ts'
import { subjectsOf, suiteOf } from './conformance/suite.ts'
import { timeCases } from './conformance/timeCases.ts'
import type { ConformanceOptions, ConformanceSubject } from './conformance/types.ts'

export type {
  ConformanceCase,
  ConformanceInput,
  ConformanceOptions,
  ConformanceSubject,
} from './conformance/types.ts'

/**
 * Declares the Vitest suite that every connector passes, one `describe` for each operation: valid and invalid input, wrong
 * and expired credentials, pages, refusals with a hint, server errors, connections lost before and after processing
 * (no write doubled), timeouts, abort at every stage, answers that are no JSON or of another shape; and after each of
 * them no timer, no request and no unread body left, and no secret in any error. Runs on a virtual clock, without sockets.
 *
 * ```ts
 * connectorConformance(shop, {
 *   sandbox: (options) => shopSandbox(options),
 *   options: { apiKey: 'sandbox-key' },
 *   wrong: { options: { apiKey: 'another-key' }, help: /Settings → API/ },
 * })
 * ```
 */
export function connectorConformance<Options extends object>(
  connector: ConformanceSubject<Options>,
  options: ConformanceOptions<Options>,
): void {
  const subjects = subjectsOf(connector.operations)
  describe(`${connector.id} keeps the promises of a connector`, () => {
    it('has operations, and is told of none that it does not have', () => {
      const names = subjects.map((subject) => subject.name)
      expect(names.length).toBeGreaterThan(0)
      const told = [options.inputs, options.missing, options.counts, options.skip].flatMap((each) =>
        Object.keys(each ?? {}),
      )
      for (const name of told) expect([...names, '*'], 'operations of the connector').toContain(name)
    })
    for (const subject of subjects) {
      describe(subject.name, () => {
        const suite = suiteOf(connector, options, subject)
        callCases(suite)
        authCases(suite)
        faultCases(suite)
        timeCases(suite)
        mismatchCases(suite)
        pageCases(suite)
      })
    }
  })
}
