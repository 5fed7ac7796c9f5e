import { isOperation, memoryTokenStore, type OperationTree } from '@bpmcentr/core'
import type { Sandbox } from '@bpmcentr/core/testing'
import { connectorConformance } from '@bpmcentr/core/testing/conformance'
import { bitrix24 } from '../src/index.ts'
import { bitrix24Sandbox, type PortalAuth, SANDBOX_APP } from '../src/testing.ts'

/** As an application: that is where tokens are renewed, and events are for applications only. */
function asApplication(sandbox: Sandbox) {
  const { access_token: accessToken, refresh_token: refreshToken } = (sandbox.auth as PortalAuth).issue()
  const { memberId, ...app } = SANDBOX_APP
  const store = memoryTokenStore({ [memberId]: { accessToken, refreshToken } })
  // Small batches, so that 160 rows are three pages.
  return { portal: 'acme.bitrix24.com', app: { ...app, memberId, store }, batchSize: 2 }
}

let names = 0
const TOKEN_IN_URL = 'the address of a file holds a token of its own'
const GONE =
  'what is gone already is answered with 400, and when that breaks off nobody can tell it from other refusals'
const DELETES = deletesIn(bitrix24.operations)

connectorConformance(bitrix24, {
  sandbox: (options) => bitrix24Sandbox(options),
  options: asApplication,
  wrong: {
    options: () => ({ ...asApplication(bitrix24Sandbox()), portal: 'acme.bitrix24.com' }),
    help: /webhook/,
  },
  secrets: ['sandbox-client-secret', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'rrrrrrrrrrrrrrrrrrrrrrrr'],
  inputs: {
    'disk.folders.add': () => ({ id: 1, name: `folder ${names++}` }),
    'disk.files.upload': () => ({ id: 1, name: `file ${names++}.txt`, content: new Uint8Array([72, 105]) }),
  },
  skip: {
    '*': { rateLimit: 'Bitrix24 never says how long to wait' },
    'disk.files.download': { authentication: TOKEN_IN_URL, renewal: TOKEN_IN_URL },
    ...Object.fromEntries(
      DELETES.map((name) => [name, { malformed: GONE, renewal: 'what is gone cannot be deleted again' }]),
    ),
  },
})

function deletesIn(tree: OperationTree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, entry]) => {
    if (!isOperation(entry)) return deletesIn(entry, `${prefix}${key}.`)
    return entry.kind === 'delete' ? [`${prefix}${key}`] : []
  })
}
