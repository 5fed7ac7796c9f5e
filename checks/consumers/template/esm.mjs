import assert from 'node:assert/strict'
import * as core from '@bpmcentr/core'
import { keycrm } from '@bpmcentr/keycrm'
import { keycrmSandbox } from '@bpmcentr/keycrm/testing'
import { liqpay } from '@bpmcentr/liqpay'
import { liqpaySandbox } from '@bpmcentr/liqpay/testing'

assert.equal(typeof core.defineConnector, 'function')
assert.equal(keycrm.id, 'keycrm')
assert.equal(liqpay.id, 'liqpay')
assert.equal(typeof keycrm({ apiKey: 'key' }).orders.get, 'function')
assert.equal(typeof keycrmSandbox, 'function')
assert.equal(typeof liqpaySandbox, 'function')
