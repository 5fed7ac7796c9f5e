import type { Answer } from '@bpmcentr/core'
import type { ServiceRequest } from '../client/request.ts'
import type { Service } from '../client/service.ts'
import { isObject, type Json } from '../dialect/shared.ts'
import { innerAnswer, notABatch } from './answers.ts'
import type { BatchItem } from './items.ts'
import { type Group, type JudgeItem, type Outcomes, settleGroup } from './multipartBatch.ts'
import { notExecuted, type Outcome } from './outcomes.ts'
import { partOf } from './parts.ts'

/** JSON, which 4.01 brought and some services of 4.0 have. */
export function jsonRequest(service: Service, groups: readonly Group[], prefer: string | undefined): ServiceRequest {
  const requests = groups.flatMap(({ atomic, items }, index) =>
    items.map((item) => {
      const { id, method, url, headers, body, json } = partOf(service, item)
      const content = json ?? body
      const needed = references(url, json).filter((name) => name !== id)
      return {
        id,
        method,
        url,
        headers: lowerCase(headers),
        ...(content === undefined ? {} : { body: content }),
        ...(atomic ? { atomicityGroup: `g${index + 1}` } : {}),
        ...(needed.length === 0 ? {} : { dependsOn: needed }),
      }
    }),
  )
  return {
    method: 'POST',
    path: '$batch',
    headers: service.headers({
      prefer,
      accept: 'application/json',
      'content-type': service.dialect.contentType(service.style),
    }),
    json: { requests },
  }
}

/** Requests whose results this one refers to: they have to be named, so that they come first. */
function references(url: string, json: unknown): string[] {
  const text = `"${url}" ${json === undefined ? '' : JSON.stringify(json)}`
  return [...new Set([...text.matchAll(/"\$(\d+)(?=["/])/g)].map((match) => match[1] as string))]
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

export function jsonOutcomes(answer: Answer, groups: readonly Group[], judge: JudgeItem): Outcomes {
  const responses = isObject(answer.body) ? answer.body.responses : undefined
  if (!Array.isArray(responses)) throw notABatch(answer.status)
  // They may come in any order.
  const byId = new Map<string, Json>()
  for (const each of responses) if (isObject(each)) byId.set(String(each.id), each)
  const outcomes: Outcomes = new Map()
  for (const { atomic, items } of groups) {
    const judged = new Map<BatchItem<unknown>, Outcome<unknown>>()
    for (const item of items) {
      const response = byId.get(item.contentId)
      if (response !== undefined) judged.set(item, outcomeOf(item, response, judge))
    }
    if (atomic) settleGroup(items, judged, outcomes)
    else for (const item of items) outcomes.set(item, judged.get(item) ?? notExecuted())
  }
  return outcomes
}

const FAILED_DEPENDENCY = 424

function outcomeOf(item: BatchItem<unknown>, response: Json, judge: JudgeItem): Outcome<unknown> {
  const status = Number(response.status)
  if (status === FAILED_DEPENDENCY) return notExecuted()
  const headers = new Map<string, string>()
  if (isObject(response.headers)) {
    for (const [name, value] of Object.entries(response.headers)) headers.set(name.toLowerCase(), String(value))
  }
  return judge(item, innerAnswer(status, headers, response.body))
}
