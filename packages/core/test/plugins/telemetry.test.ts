import * as otel from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, describe, expect, test } from 'vitest'
import type { Plugin } from '../../src/index.ts'
import { type TelemetryOptions, telemetry } from '../../src/plugins/telemetry.ts'
import { shop } from '../support/stub.ts'

afterEach(() => {
  otel.context.disable()
  otel.propagation.disable()
})

function traced(answer: Parameters<typeof shop>[0], options: Partial<TelemetryOptions> = {}, more: Plugin[] = []) {
  const exporter = new InMemorySpanExporter()
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 86_400_000 })
  const meters = new MeterProvider({ readers: [reader] })
  const plugin = telemetry({
    api: otel,
    tracer: provider.getTracer('test'),
    meter: meters.getMeter('test'),
    ...options,
  })
  const made = shop(answer, { plugins: [plugin, ...more] })
  const spans = async () => {
    await provider.forceFlush()
    return exporter.getFinishedSpans()
  }
  const points = async () => {
    await reader.forceFlush()
    await meters.shutdown()
    return metrics.getMetrics().flatMap((resource) => resource.scopeMetrics.flatMap((scope) => scope.metrics))
  }
  return { ...made, spans, points, provider }
}

const parentOf = (span: ReadableSpan | undefined) => span?.parentSpanContext?.spanId
const ok = { json: { id: 1, name: 'Ann' }, headers: { 'x-request-id': 'r-1' } }

describe('spans', () => {
  test('one for the operation, and below it one for each attempt, by the HTTP conventions', async () => {
    const { client, clock, spans } = traced((_, index) => (index === 0 ? { status: 503, text: 'down' } : ok))
    await clock.run(client.things.get({ id: 7 }))
    const [first, second, operation] = await spans()
    expect(operation).toMatchObject({ name: 'shop.things.get', kind: otel.SpanKind.INTERNAL, status: { code: 0 } })
    expect(operation?.attributes).toMatchObject({
      'bpmcentr.connector': 'shop',
      'bpmcentr.operation': 'things.get',
      'bpmcentr.operation.kind': 'read',
      'bpmcentr.attempts': 2,
    })
    expect(first).toMatchObject({
      name: 'GET',
      kind: otel.SpanKind.CLIENT,
      status: { code: otel.SpanStatusCode.ERROR },
    })
    expect(first?.attributes).toEqual({
      'http.request.method': 'GET',
      'server.address': 'shop.test',
      'server.port': 443,
      'http.response.status_code': 503,
      'error.type': '503',
    })
    expect(second?.attributes).toEqual({
      'http.request.method': 'GET',
      'server.address': 'shop.test',
      'server.port': 443,
      'http.request.resend_count': 1,
      'http.response.status_code': 200,
      'bpmcentr.request_id': 'r-1',
    })
    expect([parentOf(first), parentOf(second)]).toEqual([
      operation?.spanContext().spanId,
      operation?.spanContext().spanId,
    ])
  })

  test('a failure has its code, and what broke before an answer its kind', async () => {
    const { client, clock, spans } = traced(() => new Promise(() => {}))
    await clock.run(client.things.get({ id: 1 }, { timeout: 1_000, retry: false }).catch(() => {}))
    const [attempt, operation] = await spans()
    expect(attempt?.attributes['error.type']).toBe('timeout')
    expect(attempt?.attributes).not.toHaveProperty('http.response.status_code')
    expect(operation).toMatchObject({
      status: { code: otel.SpanStatusCode.ERROR },
      attributes: { 'error.type': 'timeout' },
    })
  })

  test('the words of a stranger’s error are redacted', async () => {
    const breaks: Plugin = {
      name: 'breaks',
      stage: 'record',
      async attempt() {
        throw new Error('no cache for sk_live_very_secret')
      },
    }
    const { client, spans } = traced(() => ok, {}, [breaks])
    await client.things.get({ id: 1 }).catch(() => {})
    expect((await spans()).map((span) => span.status.message)).toEqual([
      'no cache for [redacted]',
      'no cache for [redacted]',
    ])
  })

  test('a caller’s abort is no error', async () => {
    const controller = new AbortController()
    const { client, spans } = traced(() => new Promise(() => {}))
    const call = client.things.get({ id: 1 }, { signal: controller.signal })
    await Promise.resolve()
    controller.abort(new Error('enough'))
    await call.catch(() => {})
    const operation = (await spans()).at(-1)
    expect(operation).toMatchObject({ status: { code: 0 }, attributes: { 'bpmcentr.aborted': true } })
  })

  test('the operation’s span belongs to the caller’s, and what runs inside an attempt belongs to the attempt’s', async () => {
    otel.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    let inside: string | undefined
    const probe: Plugin = {
      name: 'probe',
      stage: 'record',
      attempt(_, next) {
        inside = otel.trace.getActiveSpan()?.spanContext().spanId
        return next()
      },
    }
    const { client, spans, provider } = traced(() => ok, {}, [probe])
    const caller = provider.getTracer('caller').startSpan('caller')
    await otel.context.with(otel.trace.setSpan(otel.context.active(), caller), () => client.things.get({ id: 1 }))
    const [attempt, operation] = await spans()
    expect(inside).toBe(attempt?.spanContext().spanId)
    expect(parentOf(operation)).toBe(caller.spanContext().spanId)
  })

  test('the trace goes out on requests only when asked', async () => {
    otel.propagation.setGlobalPropagator({
      inject: (context, carrier, setter) => {
        const span = otel.trace.getSpanContext(context)
        setter.set(carrier, 'traceparent', `00-${span?.traceId}-${span?.spanId}-01`)
      },
      extract: (context) => context,
      fields: () => ['traceparent'],
    })
    const quiet = traced(() => ok)
    await quiet.client.things.get({ id: 1 })
    expect(quiet.requests[0]?.headers).not.toHaveProperty('traceparent')
    const { client, requests, spans } = traced(() => ok, { propagate: true })
    await client.things.get({ id: 1 })
    const [attempt] = await spans()
    const { traceId, spanId } = attempt?.spanContext() ?? {}
    expect(requests[0]?.headers.traceparent).toBe(`00-${traceId}-${spanId}-01`)
  })

  test('URLs are left out unless asked for, and then come without query and secrets', async () => {
    const quiet = traced(() => ok)
    await quiet.client.things.get({ id: 7 })
    expect(JSON.stringify((await quiet.spans()).map((span) => span.attributes))).not.toContain('things/7')
    const { client, spans } = traced(() => ok, { urls: true })
    await client.request({ method: 'GET', path: 'bot/sk_live_very_secret/send', query: { phone: '380501234567' } })
    expect((await spans())[0]?.attributes['url.full']).toBe('https://shop.test/v1/bot/[redacted]/send')
  })

  test('without registered providers everything works and nothing is kept', async () => {
    const { client } = shop(() => ok, { plugins: [telemetry({ api: otel, propagate: true })] })
    await expect(client.things.get({ id: 1 })).resolves.toMatchObject({ id: 1 })
  })
})

test('the duration of each attempt is measured in seconds', async () => {
  const { client, clock, points } = traced((_, index) => (index === 0 ? { status: 500 } : ok))
  await clock.run(client.things.get({ id: 1 }))
  const [metric] = await points()
  expect(metric?.descriptor).toMatchObject({ name: 'http.client.request.duration', unit: 's' })
  const values = metric?.dataPoints.map((point) => [point.attributes, (point.value as { count: number }).count])
  const common = { 'http.request.method': 'GET', 'server.address': 'shop.test', 'server.port': 443 }
  expect(values).toEqual([
    [{ ...common, 'http.response.status_code': 500, 'error.type': '500' }, 1],
    [{ ...common, 'http.response.status_code': 200 }, 1],
  ])
})
