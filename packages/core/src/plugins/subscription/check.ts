import type { PluginHost } from '../../pluginHost.ts'
import { backoffMs } from '../../retry/backoff.ts'
import { retryAfterMs } from '../../retry/hint.ts'
import { sleep } from '../../time.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** Who asks, for what. */
export interface Question {
  /** With the version, without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly connector: string
  readonly accountId: string
}

const ATTEMPTS = 3

/**
 * Asks BPM Centr once, again after a hiccup, never longer than `timeout` ms in all. Never rejects.
 * The check also binds the connector to the account at its first use.
 */
export async function check(host: PluginHost, question: Question, timeout: number): Promise<Verdict> {
  const until = host.now() + timeout
  const query = `connector=${encodeURIComponent(question.connector)}&accountId=${encodeURIComponent(question.accountId)}`
  for (let attempt = 0; ; attempt++) {
    const { verdict, hint } = await ask(host, question, query, Math.max(1, until - host.now()))
    if (verdict.state !== 'unreachable' || !verdict.transient || attempt + 1 >= ATTEMPTS) return verdict
    const wait = hint ?? backoffMs(attempt)
    if (host.now() + wait >= until) return verdict
    await sleep(host, wait)
  }
}

async function ask(
  host: PluginHost,
  { baseUrl, apiKey, accountId }: Question,
  query: string,
  timeout: number,
): Promise<{ verdict: Verdict; hint: number | undefined }> {
  try {
    const reply = await host.fetchJson({
      method: 'GET',
      url: `${baseUrl}/subscription/check?${query}`,
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
      timeout,
    })
    return {
      verdict: verdictOf(reply, accountId, host.now()),
      hint: retryAfterMs((name) => reply.header(name), host.now()),
    }
  } catch {
    return { verdict: { state: 'unreachable', why: 'no answer', status: undefined, transient: true }, hint: undefined }
  }
}
