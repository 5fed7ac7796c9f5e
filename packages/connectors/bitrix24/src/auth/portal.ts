import { ConfigError } from '@bpmcentr/core'
import { isPortal } from './webhookUrl.ts'

/** Where the portal is now. Its domain changes when its owner renames it. */
export class Portal {
  #origin: string
  readonly #onRename: ((domain: string) => void) | undefined

  constructor(origin: string, onRename: ((domain: string) => void) | undefined) {
    this.#origin = origin
    this.#onRename = onRename
  }

  get origin(): string {
    return this.#origin
  }

  /** Where methods are called, with a trailing slash. */
  get baseUrl(): string {
    return `${this.#origin}/rest/`
  }

  /** Takes over a new address; false for one that is no portal. */
  moveTo(url: URL): boolean {
    if (!isPortal(url) || !url.pathname.startsWith('/rest/')) return false
    if (url.origin !== this.#origin) {
      this.#origin = url.origin
      this.#onRename?.(url.host)
    }
    return true
  }
}

/** `acme.bitrix24.com` or `https://acme.bitrix24.com/…` → its origin. @throws ConfigError for what is neither */
export function originOf(domain: string): string {
  const text = domain.includes('://') ? domain : `https://${domain}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !isPortal(url) || url.hostname === '') {
    throw new ConfigError('bitrix24: expected the domain of a portal, such as acme.bitrix24.com')
  }
  return url.origin
}
