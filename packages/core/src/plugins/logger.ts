import { isConnectorError } from '../errors/index.ts'
import type { OperationContext } from '../pipeline/context.ts'
import type { Next, Plugin } from '../plugin.ts'
import { redactValue } from '../redact/copy.ts'
import { describeError, outcomeOf, requestIdOf } from './attempts.ts'

/** What pino, and every logger shaped like it, has. */
export interface LoggerLike {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface LoggerOptions {
  readonly logger: LoggerLike
  /** Of the line about an operation that succeeded, or was aborted by its caller. Default `debug`. */
  readonly level?: 'debug' | 'info' | undefined
  /** Also log inputs, and the bodies of requests and answers: redacted, and cut at `maxBody` characters. Default false. */
  readonly bodies?: boolean | undefined
  /** Default 2,000. */
  readonly maxBody?: number | undefined
}

/**
 * One line for each operation (a failure at `warn`) and one at `debug` for each of its attempts. Everything is redacted.
 * A logger that throws changes nothing.
 */
export function logger({ logger: log, level = 'debug', bodies = false, maxBody = 2_000 }: LoggerOptions): Plugin {
  const write = (at: 'debug' | 'info' | 'warn', context: OperationContext, fields: object, message: string) => {
    try {
      const { redactor } = context.host
      log[at](redactValue(redactor, fields), redactor.text(message))
    } catch {
      // Logging must not decide whether an operation works.
    }
  }
  const shown = (context: OperationContext, value: unknown): string | undefined =>
    value === undefined
      ? undefined
      : clip(
          redactValue(context.host.redactor, value, {
            characters: maxBody + 1,
            values: maxBody + 1,
            items: maxBody + 1,
          }),
          maxBody,
        )

  return {
    name: 'logger',
    stage: 'record',
    async operation(context: OperationContext, next: Next) {
      const finish = (at: 'debug' | 'info' | 'warn', outcome: string, details: object) => {
        const { connector, operation, kind, attempt: attempts, throttled, backoff } = context
        const duration = context.host.now() - context.startedAt
        const input = bodies ? { input: shown(context, context.input) } : {}
        const fields = {
          connector,
          operation,
          kind,
          outcome,
          attempts,
          duration,
          throttled,
          backoff,
          ...details,
          ...input,
        }
        write(at, context, fields, `${connector}.${operation} ${outcome} in ${duration} ms`)
      }
      try {
        const result = await next()
        const { response } = context
        finish(level, 'ok', { status: response?.status, requestId: requestIdOf(response) })
        return result
      } catch (error) {
        const outcome = outcomeOf(error, context)
        const { status, requestId } = isConnectorError(error) ? error : { status: undefined, requestId: undefined }
        const details = {
          status,
          requestId: requestId ?? requestIdOf(context.response),
          error: describeError(error, context),
        }
        finish(outcome === 'aborted' ? level : 'warn', outcome, details)
        throw error
      }
    },
    async attempt(context: OperationContext, next: Next) {
      const startedAt = context.host.now()
      const finish = (details: object, words: string) => {
        const { connector, operation, attempt, request, response } = context
        const duration = context.host.now() - startedAt
        const more = bodies ? { body: shown(context, request?.payload), answer: shown(context, response?.body) } : {}
        const basics = { connector, operation, attempt, method: request?.method, status: response?.status, duration }
        const fields = { ...basics, requestId: requestIdOf(response), ...details, ...more }
        write('debug', context, fields, `${connector}.${operation} attempt ${attempt}: ${words} in ${duration} ms`)
      }
      try {
        const result = await next()
        finish({}, String(context.response?.status ?? 'ok'))
        return result
      } catch (error) {
        const code = isConnectorError(error) ? error.code : undefined
        const retryAfter = isConnectorError(error) ? error.retryAfter : undefined
        finish({ code, retryAfter }, code ?? String(context.response?.status ?? 'failed'))
        throw error
      }
    },
  }
}

/** As JSON text, so that a large body is one bounded field. */
function clip(value: unknown, max: number): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length <= max ? text : `${text.slice(0, max)}…`
}
