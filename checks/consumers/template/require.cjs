const assert = require('node:assert/strict')
const core = require('@bpmcentr/core')
const { keycrm } = require('@bpmcentr/keycrm')
const { liqpay } = require('@bpmcentr/liqpay')

assert.equal(typeof core.defineConnector, 'function')
assert.equal(typeof keycrm({ apiKey: 'key' }).orders.get, 'function')
assert.equal(liqpay.id, 'liqpay')
