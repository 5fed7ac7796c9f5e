import { json, post, type Route } from '@bpmcentr/core/testing'

/** What a process gives back, by the parameters it was started with. Throws to fail. */
export type SandboxProcess = (parameters: Readonly<Record<string, string>>) => Readonly<Record<string, unknown>>

/** A process that was started. */
export interface SandboxRun {
  readonly schemaName: string
  readonly parameters: Readonly<Record<string, string>>
  readonly processId: string
}

/** ProcessEngineService, and the configuration services that examples name. */
export function processRoutes(
  processes: Readonly<Record<string, SandboxProcess>>,
  runs: SandboxRun[],
  root: string,
): Route[] {
  return [
    post(`${root}/ServiceModel/ProcessEngineService.svc/RunProcess`, (request) => {
      const { schemaName, parameterValues, resultParameterNames } = request.object()
      const name = String(schemaName)
      const process = Object.hasOwn(processes, name) ? processes[name] : undefined
      if (process === undefined) return failed('ItemNotFoundException', `Process ${name} not found`)
      const pairs = (parameterValues ?? []) as { name: string; value: unknown }[]
      if (pairs.some(({ value }) => typeof value !== 'string'))
        return failed('ArgumentException', 'Values of parameters are text')
      const parameters = Object.fromEntries(pairs.map(({ name, value }) => [name, String(value)]))
      const processId = crypto.randomUUID()
      runs.push({ schemaName: name, parameters, processId })
      try {
        const results = process(parameters)
        const wanted = (resultParameterNames ?? []) as string[]
        return {
          processId,
          processStatus: 2,
          resultParameterValues: Object.fromEntries(
            wanted.filter((key) => key in results).map((key) => [key, results[key]]),
          ),
          executionData: null,
          success: true,
          errorInfo: null,
        }
      } catch (error) {
        return failed('ProcessException', error instanceof Error ? error.message : 'failed')
      }
    }),
    post(`${root}/rest/RightsService/GetCanExecuteOperation`, () => ({ GetCanExecuteOperationResult: true })),
  ]
}

function failed(errorCode: string, message: string) {
  return json({
    processId: null,
    processStatus: 3,
    success: false,
    errorInfo: { errorCode, message, stackTrace: null },
  })
}
