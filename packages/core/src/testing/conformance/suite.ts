import { it } from 'vitest'
import { secretsIn } from './expectations.ts'
import type { ConformanceCase, ConformanceOptions, ConformanceSubject, Subject } from './types.ts'
import { inWorld, type World, type WorldOptions } from './world.ts'

/** A test that may find out that it does not apply. */
export type Check = (world: World, skip: (reason: string) => void) => Promise<void>

/** Everything the cases of one operation share. */
export interface Suite {
  readonly subject: Subject
  readonly config: ConformanceOptions<never>
  /** What must show in no error. */
  secrets(): readonly string[]
  /** Declares one `it`, or reports it as skipped with the reason. */
  check(name: ConformanceCase, promise: string, test: Check, options?: WorldOptions): void
  /** Runs in a further world, for comparison. */
  inWorld(test: (world: World) => Promise<void>, options?: WorldOptions): Promise<void>
}

export function suiteOf<Options extends object>(
  connector: ConformanceSubject<Options>,
  config: ConformanceOptions<Options>,
  subject: Subject,
): Suite {
  const run = (test: (world: World) => Promise<void>, options?: WorldOptions) =>
    inWorld(connector, config, subject, test, options)
  let secrets: readonly string[] | undefined
  return {
    subject,
    config: config as unknown as ConformanceOptions<never>,
    secrets() {
      secrets ??= config.secrets ?? secretsOf(config)
      return secrets
    },
    check(name, promise, test, options) {
      const reason = config.skip?.[subject.name]?.[name] ?? config.skip?.['*']?.[name]
      if (reason === undefined)
        it(promise, (context) => run((world) => test(world, (why) => context.skip(why)), options))
      else it.skip(`${promise} (${reason})`)
    },
    inWorld: run,
  }
}

function secretsOf<Options extends object>(config: ConformanceOptions<Options>): readonly string[] {
  const given = [config.options, config.wrong?.options]
  const sandbox = given.some((each) => typeof each === 'function') ? config.sandbox({}) : undefined
  return given.flatMap((each) => secretsIn(typeof each === 'function' && sandbox ? each(sandbox) : each))
}

/** Every operation of a tree, by its path. */
export function subjectsOf(tree: object, prefix = ''): Subject[] {
  return Object.entries(tree).flatMap(([key, entry]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (typeof entry !== 'object' || entry === null) return []
    return '~op' in entry ? [{ name, operation: entry as Subject['operation'] }] : subjectsOf(entry, name)
  })
}
