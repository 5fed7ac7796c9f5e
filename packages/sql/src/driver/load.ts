import { ConfigError } from '@bpmcentr/core'

/** Imports a driver's package. @throws ConfigError that says what to install, when it is not there */
export async function load<T>(name: string, importing: () => Promise<T>): Promise<T> {
  try {
    return await importing()
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
    throw new ConfigError(`the driver is not installed: npm i ${name}`, { code: 'driver_missing' })
  }
}
