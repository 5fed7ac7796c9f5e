import type { Sandbox } from '@bpmcentr/core/testing'
import { connectorConformance } from '@bpmcentr/core/testing/conformance'
import { rozetka } from '../src/index.ts'
import { rozetkaSandbox, type World } from '../src/testing.ts'

function openOrder({ state }: Sandbox): number {
  return (state as World).orders.find((order) => order.status === 26)?.id ?? 0
}

const FILE = 'the answer is a file'

connectorConformance(rozetka, {
  sandbox: (options) => rozetkaSandbox(options),
  options: { username: 'shop', password: 'S3cret-Пароль!' },
  wrong: { options: { username: 'shop', password: 'another-password' }, help: /seller’s cabinet/ },
  secrets: ['S3cret-Пароль!', 'another-password', 'UzNjcmV0LdCf0LDRgNC+0LvRjCE='],
  inputs: {
    'balance.entries.list': {},
    'chats.list': { msgType: 'orders' },
    'delivery.localities.list': { name: 'Новосілки' },
    'delivery.services.list': { pageSize: 1 },
    'items.get': { rz_item_id: 344560030 },
    'market.categories.list': { pageSizeLimit: 2 },
    // Another one each time: an order that is there already cannot be sent there again.
    'orders.setStatus': (sandbox) => ({ id: openOrder(sandbox), status: 61, ttn: '20400000000000' }),
    'orders.transitions.list': {},
    'reviews.replies.list': {},
  },
  missing: {
    'items.get': { rz_item_id: 1 },
    'orders.receipt': { order_id: 1 },
    'orders.updateReceiver': { order_id: 1, recipient_title: 'Хтось' },
    'reviews.reply': { market_review_id: 1, order_id: 1, comment: 'Дякуємо!' },
  },
  counts: { 'orders.list': 60, 'chats.list': 45, 'items.list': 24 },
  skip: {
    'orders.pdf': { malformed: FILE, html: FILE, mismatch: FILE },
    'waybills.rozetka.print': { malformed: FILE, html: FILE, mismatch: FILE },
    'waybills.novaPoshta.print': { malformed: FILE, html: FILE, mismatch: FILE },
  },
})
