import type { ClientBase } from '@bpmcentr/core'
import {
  type AnyModel,
  type ODataClient,
  type ODataModel,
  odataOn,
  type ServiceOptions,
  type TypedDescriptor,
} from '@bpmcentr/odata'
import { type Standard, standard } from './generated/standard.ts'
import { MAX_BATCH, PAGE } from './limits.ts'

/** Objects by name, with the types of a model, or of any name where there is none. */
export interface ObjectsOf {
  /** With types that `odata generate` wrote from your own `$metadata`. */
  <Model extends ODataModel>(model: TypedDescriptor<Model>): ODataClient<Model, '4.0'>
  /** Without types: values that are no text, number or flag say what they are, such as `guid('…')`. */
  (): ODataClient<AnyModel, '4.0'>
}

export interface CreatioOData {
  /** OData 4, typed for the standard objects. Lookups are filtered by `Account.Id` and written as `AccountId`. */
  readonly odata: ODataClient<Standard, '4.0'>
  /** OData 4 for objects of your own. */
  readonly odataOf: ObjectsOf
  /** OData 3, for versions 7.x without OData 4. Sets have another name there: `ContactCollection`. */
  readonly odata3: ODataClient<AnyModel, '3.0'>
}

/** Mounts OData on a client of the connector. `root` ends in a slash. */
export function odataAt(client: ClientBase, root: string): CreatioOData {
  const on = (model?: TypedDescriptor<ODataModel>) => odataOn(client, { ...options(`${root}odata/`, '4.0'), model })
  return {
    odata: on(standard) as unknown as ODataClient<Standard, '4.0'>,
    odataOf: ((model?: TypedDescriptor<ODataModel>) => on(model)) as ObjectsOf,
    odata3: odataOn(client, {
      ...options(`${root}ServiceModel/EntityDataService.svc/`, '3.0'),
      // Atom is what comes without it, and light JSON is not known.
      headers: { accept: 'application/json;odata=verbose', 'content-type': 'application/json;odata=verbose' },
      batch: { format: 'multipart', limit: MAX_BATCH },
    }),
  }
}

function options<Version extends '3.0' | '4.0'>(root: string, version: Version): ServiceOptions<Version> {
  return {
    root,
    version,
    prefix: version === '4.0' ? 'odata.' : 'odata3.',
    // Plain numbers, as in every answer that is documented.
    ieee754: false,
    // Next links may be missing where there are more rows: a page that is not full is the last one.
    paging: 'skip',
    pageSize: PAGE,
    keys: () => ['Id'],
    batch: { format: 'json', limit: MAX_BATCH, continueOnError: 'continue-on-error' },
  }
}
