/** For workerd. */
import { type ScenarioInput, scenario } from './scenario.ts'

const worker = {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await scenario((await request.json()) as ScenarioInput))
  },
}

export default worker
