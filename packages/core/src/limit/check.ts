import { ConfigError } from '../errors/index.ts'

/** A limit that is declared wrong would stall or flood the vendor, so it is refused when the client is made. */
export function checkPositive(limit: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new ConfigError(`${limit}: ${name} must be a finite number above 0, not ${String(value)}`)
  }
}

export function checkNotNegative(limit: string, name: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new ConfigError(`${limit}: ${name} must be a finite number of 0 or more, not ${String(value)}`)
  }
}

export function checkInteger(limit: string, name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value > 0)) {
    throw new ConfigError(`${limit}: ${name} must be a whole number above 0, not ${String(value)}`)
  }
}
