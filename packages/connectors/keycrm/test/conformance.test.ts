import { connectorConformance } from '@bpmcentr/core/testing/conformance'
import { keycrm } from '../src/index.ts'
import { keycrmSandbox } from '../src/testing.ts'

/** Three pages out of the few rows that such tables have. */
const ROW_BY_ROW = { limit: 1 }

connectorConformance(keycrm, {
  sandbox: (options) => keycrmSandbox(options),
  options: { apiKey: 'sandbox-key' },
  wrong: { options: { apiKey: 'another-key' }, help: /KeyCRM shows it/ },
  inputs: {
    'buyers.list': {},
    'companies.list': ROW_BY_ROW,
    'offers.list': { include: ['product'] },
    'orders.deliveryServices.list': ROW_BY_ROW,
    'orders.expenseTypes.list': ROW_BY_ROW,
    'orders.paymentMethods.list': ROW_BY_ROW,
    'orders.productStatuses.list': ROW_BY_ROW,
    'orders.sources.list': ROW_BY_ROW,
    'orders.tags.list': ROW_BY_ROW,
    'payments.externalTransactions.list': ROW_BY_ROW,
    'pipelines.list': ROW_BY_ROW,
    'pipelines.statuses.list': { pipelineId: 1, limit: 1 },
    'products.categories.list': ROW_BY_ROW,
    'products.list': { filter: { is_archived: false } },
    'storage.list': ROW_BY_ROW,
    'users.list': ROW_BY_ROW,
  },
})
