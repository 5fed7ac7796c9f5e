import { connectorConformance } from '@bpmcentr/core/testing/conformance'
import { KEY, ledger, ledgerSandbox } from './toyConnector.ts'

connectorConformance(ledger, {
  sandbox: ledgerSandbox,
  options: { key: KEY },
  wrong: { options: { key: 'another-secret-key' }, help: /Settings → API/ },
})
