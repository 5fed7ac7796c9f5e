import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideRetry, type Failure, mayHaveHappened, type RetryDecision } from '../../src/retry/decide.ts'
import { failureOfStatus } from '../../src/retry/failure.ts'

const failures: Failure[] = ['notSent', 'refused', 'maybeSent', 'serverError', 'unreadable', 'unusable', 'fatal']

const decide = (failure: Failure, safe: boolean, recoverable: boolean, attempt = 1, maxRetries = 3) =>
  decideRetry({ failure, safe, recoverable, attempt, maxRetries })

describe('what to do about a failed attempt', () => {
  // failure, safe to repeat, not safe but can be looked up, neither
  it.each<[Failure, RetryDecision, RetryDecision, RetryDecision]>([
    ['notSent', 'retry', 'retry', 'retry'],
    ['refused', 'retry', 'retry', 'retry'],
    ['maybeSent', 'retry', 'recover', 'unknown'],
    ['serverError', 'retry', 'recover', 'unknown'],
    ['unreadable', 'retry', 'recover', 'unknown'],
    ['unusable', 'fail', 'recover', 'unknown'],
    ['fatal', 'fail', 'fail', 'fail'],
  ])('after %s: %s when safe, %s when it can be looked up, %s otherwise', (failure, safe, recoverable, neither) => {
    expect(decide(failure, true, false)).toBe(safe)
    expect(decide(failure, true, true)).toBe(safe)
    expect(decide(failure, false, true)).toBe(recoverable)
    expect(decide(failure, false, false)).toBe(neither)
  })

  // The same with no retry left.
  it.each<[Failure, RetryDecision, RetryDecision, RetryDecision]>([
    ['notSent', 'fail', 'fail', 'fail'],
    ['refused', 'fail', 'fail', 'fail'],
    ['maybeSent', 'fail', 'recover', 'unknown'],
    ['serverError', 'fail', 'recover', 'unknown'],
    ['unreadable', 'fail', 'recover', 'unknown'],
    ['unusable', 'fail', 'recover', 'unknown'],
    ['fatal', 'fail', 'fail', 'fail'],
  ])('after %s with no retry left: %s, %s, %s', (failure, safe, recoverable, neither) => {
    expect(decide(failure, true, false, 4)).toBe(safe)
    expect(decide(failure, false, true, 4)).toBe(recoverable)
    expect(decide(failure, false, false, 4)).toBe(neither)
  })

  it('allows exactly so many retries', () => {
    expect([1, 2, 3, 4].map((attempt) => decide('refused', false, false, attempt, 2))).toEqual([
      'retry',
      'retry',
      'fail',
      'fail',
    ])
    expect(decide('refused', true, false, 1, 0)).toBe('fail')
  })

  it('never sends again what is not safe and may have happened', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...failures),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (failure, safe, recoverable, attempt, maxRetries) => {
          const decision = decide(failure, safe, recoverable, attempt, maxRetries)
          if (decision === 'retry') {
            expect(safe || failure === 'notSent' || failure === 'refused').toBe(true)
            expect(attempt).toBeLessThanOrEqual(maxRetries)
          }
          if (decision === 'recover') expect(recoverable).toBe(true)
          // An unsafe write that may have happened must never look like a plain failure.
          const harmless = failure === 'notSent' || failure === 'refused' || failure === 'fatal'
          expect(mayHaveHappened(failure)).toBe(!harmless)
          if (!safe && !harmless) expect(decision).not.toBe('fail')
        },
      ),
    )
  })
})

describe('what a status means for repeating', () => {
  it.each<[number, Failure, Failure]>([
    [400, 'fatal', 'fatal'],
    [401, 'fatal', 'fatal'],
    [403, 'fatal', 'fatal'],
    [404, 'fatal', 'fatal'],
    [408, 'refused', 'refused'],
    [409, 'fatal', 'fatal'],
    [422, 'fatal', 'fatal'],
    [425, 'refused', 'refused'],
    [429, 'refused', 'refused'],
    [500, 'serverError', 'serverError'],
    [501, 'fatal', 'fatal'],
    [502, 'serverError', 'serverError'],
    [503, 'serverError', 'refused'],
    [504, 'serverError', 'serverError'],
    [505, 'fatal', 'fatal'],
    [507, 'serverError', 'serverError'],
    [520, 'serverError', 'serverError'],
    [302, 'fatal', 'fatal'],
  ])('%i is %s, with Retry-After %s', (status, plain, hinted) => {
    expect(failureOfStatus({ status, hinted: false })).toBe(plain)
    expect(failureOfStatus({ status, hinted: true })).toBe(hinted)
  })
})
