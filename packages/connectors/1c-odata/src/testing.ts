import { basicAuth, defineSandbox, type Sandbox, type SandboxOptions, text } from '@bpmcentr/core/testing'
import { onecRoutes } from './testing/routes.ts'
import { World, type WorldOptions } from './testing/world.ts'

export type { RegisterShape, Row, WorldOptions } from './testing/world.ts'
export { World } from './testing/world.ts'

/** What a test may choose of this sandbox. */
export interface OnecSandboxOptions extends SandboxOptions, WorldOptions {
  /** Users and their passwords. Default: `{ 'Администратор': 'пароль123' }`. */
  readonly users?: Readonly<Record<string, string>>
  /** Sessions that can be held at once. Default 10. */
  readonly pool?: number
}

export const SANDBOX_URL = 'https://1c.example/trade'

/**
 * A stateful fake of 1C's OData interface over tables of your own: filters that are evaluated, paging, posting, slices,
 * balances, exchange plans with Atom, and 1C's way of refusing. Not there: `$expand`, `$metadata`, value storages.
 *
 * @example
 * const box = onecSandbox({ data: { Catalog_Товары: [{ Ref_Key: '…', Code: '001', Description: 'Чашка' }] } })
 */
export function onecSandbox(options: OnecSandboxOptions = {}): Sandbox<{ readonly world: World }> {
  const { users = { Администратор: 'пароль123' }, pool = 10, ...rest } = options
  const { data, keys, registers, onPost, visible, ...common } = rest
  const world = new World({
    ...(data === undefined ? {} : { data }),
    ...(keys === undefined ? {} : { keys }),
    ...(registers === undefined ? {} : { registers }),
    ...(onPost === undefined ? {} : { onPost }),
    ...(visible === undefined ? {} : { visible }),
  })
  return defineSandbox(
    {
      id: '1c-odata',
      baseUrl: `${SANDBOX_URL}/odata/standard.odata`,
      auth: basicAuth({ users, reject: () => text('', 401, { 'www-authenticate': 'Basic realm="1C"' }) }),
      state: { world },
      routes: onecRoutes(world, pool),
      onReset: () => world.reset(),
    },
    common,
  )
}
