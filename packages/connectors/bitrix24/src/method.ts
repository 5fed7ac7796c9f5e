/** `crm.item.list.json`, `api/tasks.task.get` or `crm.item.list?start=-1` → the method's name in lower case. */
export function methodOf(text: string): string {
  const end = text.indexOf('?')
  const path = end === -1 ? text : text.slice(0, end)
  const name = path.startsWith('api/') ? path.slice(4) : path
  return (name.endsWith('.json') ? name.slice(0, -5) : name).toLowerCase()
}

/** What a method's name may be made of. Anything else could lead the call to another address. */
export const METHOD = /^[A-Za-z][\w-]*(?:\.[\w-]+)*$/
