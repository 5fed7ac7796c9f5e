/** What an operation does to the vendor's data. Gates every retry. */
export type OperationKind = 'read' | 'create' | 'update' | 'upsert' | 'delete' | 'action'
