import { confirm, data, holdCompletion, refund, ticket } from './afterPayment.ts'
import { anyAction } from './anyAction.ts'
import { createToken, mpi, updateToken, verifyCard } from './cards.ts'
import { compensationFile, compensationFileStatus, compensationRows, listCompensations } from './compensations.ts'
import { cancelInvoice, invoiceUnits, sendInvoice } from './invoices.ts'
import { mccCodes, mccDocuments, merchant, user } from './partner.ts'
import { hold, pay, payCash, payQr, payToken, prepare } from './payments.ts'
import { p2pCredit, p2pDebit } from './payouts.ts'
import { exportPayments, listPayments, register } from './reports.ts'
import { getStatus } from './status.ts'
import { subscribe, unsubscribe, updateSubscription } from './subscriptions.ts'

export const operations = {
  payments: {
    status: getStatus,
    pay,
    hold,
    payToken,
    payQr,
    payCash,
    prepare,
    refund,
    holdCompletion,
    confirm,
    data,
    ticket,
  },
  invoices: { send: sendInvoice, cancel: cancelInvoice, units: invoiceUnits },
  subscriptions: { create: subscribe, cancel: unsubscribe, update: updateSubscription },
  payouts: { p2pCredit, p2pDebit },
  cards: { verify: verifyCard, mpi, createToken, updateToken },
  reports: {
    list: listPayments,
    export: exportPayments,
    register,
    compensations: listCompensations,
    compensation: compensationRows,
    compensationFile,
    compensationFileStatus,
  },
  partner: { merchant, user, mccCodes, mccDocuments },
  call: anyAction,
} as const
