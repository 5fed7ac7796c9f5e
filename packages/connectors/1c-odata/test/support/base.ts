import type { ClientOptions } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { onec } from '../../src/index.ts'
import { type OnecSandboxOptions, onecSandbox, type Row, SANDBOX_URL } from '../../src/testing.ts'

export const USER = 'Администратор'
export const PASSWORD = 'пароль123'

/** A reference that tests can tell by its number. */
export function refOf(number: number): string {
  return `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function goods(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    Ref_Key: refOf(index + 1),
    DataVersion: 'AAAAAAAAAAE=',
    DeletionMark: false,
    Code: String(index + 1).padStart(9, '0'),
    Description: `Товар ${String(index + 1).padStart(4, '0')}`,
    Цена: index + 0.5,
    Поставщик_Key: refOf(9_000 + (index % 7)),
  }))
}

export function documents(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    Ref_Key: refOf(1_000 + index),
    DataVersion: 'AAAAAAAAAAE=',
    DeletionMark: false,
    Posted: false,
    Number: `ТД-${String(index + 1).padStart(6, '0')}`,
    Date: `2026-01-${String((index % 28) + 1).padStart(2, '0')}T10:00:00`,
    Основание: refOf(500 + (index % 2)),
    Основание_Type: index % 3 === 0 ? 'StandardODATA.Document_Счет' : 'StandardODATA.Document_Приход',
    Товары: [{ Ref_Key: refOf(1_000 + index), LineNumber: '1', Количество: 2 }],
  }))
}

type Options = Partial<Parameters<typeof onec>[0]>

/** A client and the infobase it talks to, on one virtual clock. `run` lets time pass until the call ends. */
export function start(sandbox: OnecSandboxOptions = {}, options: Options & Partial<ClientOptions> = {}) {
  const clock = new VirtualClock({ start: Date.UTC(2026, 5, 7, 7) })
  const box = onecSandbox({ clock, ...sandbox })
  const base = onec({
    baseUrl: SANDBOX_URL,
    username: USER,
    password: PASSWORD,
    transport: sandboxTransport(box),
    clock,
    ...options,
  })
  const run = <T>(call: PromiseLike<T>): Promise<T> => clock.run(call)
  const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
    clock.run(
      call.then(
        () => undefined,
        (error: unknown) => error,
      ),
    )
  const sent = () =>
    box.requests.map(({ method, path, query }) => `${method} ${path}${query === '' ? '' : `?${query}`}`)
  const queries = () => box.requests.map(({ query }) => decodeURIComponent(query))
  return { clock, box, base, run, failure, sent, queries, world: box.state.world }
}

export async function gathered<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const each of source) all.push(each)
  return all
}
